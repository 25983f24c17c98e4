import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSeenBySearch } from '../customer-view/seen-by.js';
import { useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { Panel } from '../parts/panel.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { StateSign } from '../parts/state-sign.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './linked.module.css';

interface LinkedProps {
  readonly incident: IncidentView;
  readonly linked: IncidentDetail['linked'];
  readonly receipt: IncidentDetail['receipt'];
}

/** The other party's half of the same trouble, and whatever else belongs to it. */
export function Linked({ incident, linked, receipt }: LinkedProps) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const seenBySearch = useSeenBySearch();
  const withheld = useWithheld();
  const isWithheld = (id: string) => withheld.whole || withheld.linked.has(id);
  const half = receipt?.receipt.otherHalf;
  if (linked.length === 0 && !half) return null;
  return (
    <Panel title={t('linked.title')}>
      {half && (
        <p className={css.half}>
          {t('linked.half', { count: half.devices, queue: t(`vocabulary:queue.${half.queue}`), clause: half.clauseId })}
        </p>
      )}
      <ul className={css.list}>
        {linked.map(({ id, reference, party, queue, state, severity, about, because }) => (
          <li key={id} data-withheld={isWithheld(id)}>
            <div className={css.line}>
              <SeveritySign severity={severity} short />
              <Link to="/incidents/$reference" params={{ reference }} search={seenBySearch} className={css.link}>
                {reference}
              </Link>
              <strong>{about}</strong>
              <StateSign state={state} />
              {isWithheld(id) && <WithheldSign />}
            </div>
            <small>
              {party === incident.party ? t('linked.same') : t('linked.other')} · {t(`vocabulary:queue.${queue}`)} ·{' '}
              <ApiSaid text={because} isQuote />
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
