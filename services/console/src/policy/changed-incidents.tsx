import type { ReplayChangeLine } from '@demarc/contracts';
import type { IncidentState } from '@demarc/domain';
import { Button } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StateSign } from '../parts/state-sign.js';
import { usePhone } from '../parts/use-phone.js';
import { sayNumber } from '../words/times.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import css from './trial.module.css';

interface ChangedIncidentsProps {
  readonly changes: readonly ReplayChangeLine[];
  /** How many there are; not all are kept to be listed. */
  readonly count: number;
}

const SHOWN_AT_ONCE = 50;

/** Each incident that would come out otherwise, by name. */
export function ChangedIncidents({ changes, count }: ChangedIncidentsProps) {
  const { t, i18n } = useTranslation('policy');
  const isPhone = usePhone();
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const shown = changes.slice(0, most);
  const number = (value: number) => sayNumber(value, i18n.language);
  return (
    <section className={css.part}>
      <header>
        <h3>{t('trial.list')}</h3>
      </header>
      {isPhone ? (
        <ul className={css.cards}>
          {shown.map((change) => (
            <li key={change.incidentId}>
              <Named change={change} />
              <What change={change} />
              <Move change={change} />
            </li>
          ))}
        </ul>
      ) : (
        <ScrollingTable label={t('trial.list')}>
          <thead>
            <tr>
              <th scope="col">{t('trial.incident')}</th>
              <th scope="col">{t('trial.tenant')}</th>
              <th scope="col">{t('trial.state')}</th>
              <th scope="col">{t('trial.what')}</th>
              <th scope="col">{t('trial.before')}</th>
              <th scope="col">{t('trial.after')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((change) => (
              <tr key={change.incidentId}>
                <th scope="row">
                  <Named change={change} />
                </th>
                <td>{change.tenant}</td>
                <td>
                  <StateSign state={change.state as IncidentState} />
                </td>
                <td>
                  <What change={change} />
                </td>
                <td>
                  <Side outcome={change.from} />
                </td>
                <td>
                  <Side outcome={change.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollingTable>
      )}
      {count > shown.length && (
        <p className={css.quiet}>
          {t('trial.first', { count, shown: number(shown.length) })}{' '}
          {changes.length > shown.length && (
            <Button size="small" onClick={() => setMost(most + SHOWN_AT_ONCE)}>
              {t('trial.showMore')}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

interface OfChange {
  readonly change: ReplayChangeLine;
}

function Named({ change: { reference, title } }: OfChange) {
  return (
    <>
      <Link to="/incidents/$reference" params={{ reference }}>
        {reference}
      </Link>
      <div>{title}</div>
    </>
  );
}

function What({ change: { changes } }: OfChange) {
  const { t } = useTranslation('policy');
  return (
    <span className={css.chips}>
      {changes.map((change) => (
        <span key={change} className={css.chip}>
          {t(`trial.change.${change}`)}
        </span>
      ))}
    </span>
  );
}

function Move({ change: { from, to } }: OfChange) {
  const { t } = useTranslation('vocabulary');
  return <span>{`${t(`queue.${from.queue}`)} → ${t(`queue.${to.queue}`)}`}</span>;
}

/** Who has it under which clause, and what else of it may differ. */
function Side({ outcome: { queue, clauseId, severity } }: { readonly outcome: ReplayChangeLine['from'] }) {
  const { t } = useTranslation('vocabulary');
  return (
    <span className={css.move}>
      {t(`queue.${queue}`)}
      <small className={css.quiet}>
        <code>{clauseId}</code> · {severity} {t(`severity.${severity}`)}
      </small>
    </span>
  );
}
