import { Input } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { askDevices } from './ask-devices.js';
import { DeviceDetail } from './device-detail.js';
import { DeviceList } from './device-list.js';
import css from './devices.module.css';
import type { PartProps } from './part-props.js';

/** A tenant's devices: a list to search, and one of them as it was over time. */
export default function DevicePart({ tenant, isProvider }: PartProps) {
  const { t } = useTranslation('directory');
  const { q = '', device } = useSearch({ from: '/shell/directory' });
  const navigate = useNavigate({ from: '/directory' });
  const list = useInfiniteQuery({ ...askDevices(tenant, q), enabled: !isProvider });
  const devices = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  if (isProvider) return <Said title={t('devices.provider.title')} body={t('devices.provider.body')} />;
  if (list.isPending) return <PagePending />;
  if (!list.data) return <FaultPage error={list.error} />;
  return (
    <div className={css.columns} data-one={device !== undefined}>
      <div className={css.finder}>
        <Panel title={t('devices.title')}>
          <Input
            className={css.find}
            type="search"
            aria-label={t('devices.find')}
            placeholder={t('devices.find')}
            defaultValue={q}
            onChange={(_, { value }) =>
              void navigate({
                search: ({ q: _before, ...rest }) => ({ ...rest, ...(value.trim() !== '' && { q: value.trim() }) }),
                replace: true,
              })
            }
          />
          {devices.length === 0 && (
            <Said
              title={t(q === '' ? 'devices.none.title' : 'devices.noneFound.title')}
              body={t(q === '' ? 'devices.none.body' : 'devices.noneFound.body')}
            />
          )}
          {devices.length > 0 && (
            <DeviceList
              devices={devices}
              chosen={device}
              more={list.hasNextPage}
              onEnd={() => {
                if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
              }}
            />
          )}
        </Panel>
      </div>
      {device === undefined ? (
        <div className={css.unchosen}>
          <Said title={t('devices.choose.title')} body={t('devices.choose.body')} />
        </div>
      ) : (
        <DeviceDetail key={device} tenant={tenant} device={device} />
      )}
    </div>
  );
}
