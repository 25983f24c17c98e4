import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import type { ClassifiedDevice, DeviceSubject, Subject } from '@demarc/domain';
import { INCIDENT_STATES } from '@demarc/domain';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSeenBySearch } from '../customer-view/seen-by.js';
import { subjectKey, useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { CopyButton } from '../parts/copy-button.js';
import { Panel } from '../parts/panel.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './evidence.module.css';

interface EvidenceProps {
  readonly incident: IncidentView;
  readonly events: IncidentDetail['events'];
  readonly receipt: IncidentDetail['receipt'];
}

interface Entity {
  readonly type: Subject['type'];
  readonly name: string;
  readonly ids: readonly (readonly [string, string])[];
  /** By what its events name it, when it is a device. */
  readonly named: readonly string[];
  readonly role: Subject['role'];
  readonly device: ClassifiedDevice | null;
  /** By which it is named in which event. */
  readonly keys: readonly string[];
}

/** What the events are about, each once, with its identifiers to copy and the way to what else is about it. */
export function Evidence({ incident, events, receipt }: EvidenceProps) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const entities = entitiesOf(events, receipt?.receipt.devices ?? []);
  const leftOut = Math.max(0, ...events.map(({ otherHalf }) => otherHalf));
  const withheld = useWithheld();
  const isWithheld = (keys: readonly string[]) => withheld.whole || keys.every((key) => withheld.subjects.has(key));
  const seenBySearch = useSeenBySearch();
  return (
    <Panel title={t('evidence.title')}>
      <ul className={css.list}>
        {entities.map(({ type, name, ids, named, role, device, keys }) => (
          <li key={`${type} ${name}`} data-withheld={isWithheld(keys)}>
            <div className={css.line}>
              <span className={css.type}>{t(`evidence.type.${type}`)}</span>
              <strong>{name}</strong>
              <CopyButton text={name} />
              {device && <span className={css.class}>{t(`vocabulary:factValue.device.${device.class}`)}</span>}
              {role === 'contextual' && <span className={css.class}>{t('evidence.contextual')}</span>}
              {isWithheld(keys) && <WithheldSign />}
              <Link
                className={css.pivot}
                to="/queue"
                search={{
                  view: 'all',
                  state: [...INCIDENT_STATES],
                  // What is no device is found by its words.
                  ...(named.length > 0 ? { named } : { q: `"${name}"` }),
                  tenant: incident.tenant,
                  ...seenBySearch,
                }}
              >
                {t('evidence.others')}
              </Link>
            </div>
            {device && (
              <p>
                <ApiSaid text={device.because} />
              </p>
            )}
            {ids.length > 0 && (
              <dl className={css.ids}>
                {ids.map(([label, id]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <code>{id}</code>
                      <CopyButton text={id} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
      {entities.length === 0 && <p className={css.none}>{t('evidence.none')}</p>}
      {leftOut > 0 && <p className={css.none}>{t('evidence.withheld', { count: leftOut })}</p>}
    </Panel>
  );
}

/** Of several events the same thing is named again and again, and by other names: its ids say that it is the same. */
function entitiesOf(events: IncidentDetail['events'], devices: readonly ClassifiedDevice[]): readonly Entity[] {
  const known = new Map<string, Entity>();
  for (const { id, event } of events) {
    for (const subject of event.subjects) {
      const entity = subject.type === 'device' ? ofDevice(subject, devices) : ofOther(subject);
      const key = `${entity.type} ${entity.name.toLowerCase()}`;
      const before = known.get(key);
      const best = before && before.ids.length >= entity.ids.length ? before : entity;
      known.set(key, { ...best, keys: [...(before?.keys ?? []), subjectKey(id, subject.path)] });
    }
  }
  return [...known.values()];
}

function ofDevice(subject: DeviceSubject, devices: readonly ClassifiedDevice[]): Omit<Entity, 'keys'> {
  const device = devices.find(({ subject: { entraId, defenderId, name } }) =>
    subject.entraId !== null
      ? entraId === subject.entraId
      : subject.defenderId !== null
        ? defenderId === subject.defenderId
        : name === subject.name,
  );
  const ids = [
    ['Entra', subject.entraId],
    ['Defender', subject.defenderId],
    ['DNS', subject.name],
    ['OS', subject.os],
  ] as const;
  return {
    type: 'device',
    name: device?.name ?? subject.name ?? subject.entraId ?? subject.defenderId ?? '?',
    ids: ids.filter((pair): pair is readonly [(typeof ids)[number][0], string] => pair[1] !== null),
    named: [subject.name, subject.entraId, subject.defenderId].filter((one) => one !== null),
    role: subject.role,
    device: device ?? null,
  };
}

function ofOther({ type, id, name, role }: Exclude<Subject, DeviceSubject>): Omit<Entity, 'keys'> {
  return {
    type,
    name: name ?? id ?? '?',
    ids: id !== null && name !== null ? [['id', id]] : [],
    named: [],
    role,
    device: null,
  };
}
