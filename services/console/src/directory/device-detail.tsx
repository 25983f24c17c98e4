import { INCIDENT_STATES } from '@demarc/domain';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { CopyButton } from '../parts/copy-button.js';
import { FaultPage } from '../parts/fault-page.js';
import { Moment } from '../parts/moment.js';
import { PagePending } from '../parts/page-pending.js';
import { Pairs, Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useNow } from '../words/now.js';
import { deviceKey, deviceName, isEnrolled, lanesOf, namesOf } from './device-history.js';
import css from './devices.module.css';
import { EnrolledSign } from './enrolled-sign.js';
import { HistoryPicture } from './history-picture.js';
import { HistoryTable } from './history-table.js';

interface DeviceDetailProps {
  readonly tenant: string;
  /** Its key. */
  readonly device: string;
}

/** One device: what it is, and what was true of it when. */
export function DeviceDetail({ tenant, device: key }: DeviceDetailProps) {
  const { t } = useTranslation('directory');
  const now = useNow();
  const found = useQuery(ask('GET /v1/tenants/:tenant/directory/devices', { tenant }, { q: key }));
  if (found.isPending) return <PagePending />;
  if (!found.data) return <FaultPage error={found.error} />;
  const device = found.data.items.find((one) => deviceKey(one) === key);
  if (!device) return <Said title={t('devices.gone.title')} body={t('devices.gone.body')} />;
  const name = deviceName(device, now);
  const lanes = lanesOf(device);
  const ids = [
    [t('device.entraId'), device.entraId],
    [t('device.intuneId'), device.intuneId],
    [t('device.serial'), device.serial],
  ] as const;
  return (
    <div className={css.detail}>
      <Link className={css.back} to="/directory" search={({ device: _device, ...rest }) => rest}>
        {t('devices.back')}
      </Link>
      <Panel title={name} aside={<EnrolledSign enrolled={isEnrolled(device, now)} />}>
        <Pairs
          pairs={[
            ...ids.map(([label, id]): readonly [string, React.ReactNode] | null =>
              id === null
                ? null
                : [
                    label,
                    <span key={label} className={css.id}>
                      <code>{id}</code>
                      <CopyButton text={id} />
                    </span>,
                  ],
            ),
            device.os === null ? null : [t('device.os'), device.os],
            device.trustType === null ? null : [t('device.trustType'), device.trustType],
            [t('device.recordedAt'), <Moment key="recorded" at={device.recordedAt} />],
          ]}
        />
        <p className={css.pivot}>
          <Link to="/queue" search={{ view: 'all', state: [...INCIDENT_STATES], named: namesOf(device), tenant }}>
            {t('devices.incidents')}
          </Link>
        </p>
      </Panel>
      <Panel title={t('history.title')}>
        <HistoryPicture name={name} lanes={lanes} />
        <HistoryTable lanes={lanes} />
      </Panel>
    </div>
  );
}
