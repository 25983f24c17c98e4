import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { DueSign } from '../parts/due-sign.js';
import { Panel } from '../parts/panel.js';
import { useNow } from '../words/now.js';
import { sayMinutes } from '../words/times.js';
import css from './custody-clocks.module.css';

interface CustodyClocksProps {
  readonly custody: IncidentDetail['custody'];
  readonly incident: IncidentView;
}

const MINUTE_MS = 60_000;
/** Shares that add up to less than one do not fill a bar, and an incident is some seconds old at first. */
const FILLING = 1_000;

/** Who has it and for how long: three clocks, of which one runs. */
export function CustodyClocks({ custody, incident }: CustodyClocksProps) {
  const { t, i18n } = useTranslation(['incident', 'vocabulary']);
  const now = useNow();
  const { running, asOf } = custody;
  const since = running && running.paused === null ? Math.max(0, (now - Date.parse(asOf)) / MINUTE_MS) : 0;
  const clocks = (
    [
      ['microsoft', custody.microsoftMinutes],
      ['customer', custody.customerMinutes],
      ['in-transit', custody.inTransitMinutes],
    ] as const
  ).map(([who, minutes]) => ({
    who,
    minutes: minutes + (running?.who === who ? since : 0),
    runs: running?.who === who,
  }));
  return (
    <Panel title={t('custody.title')} aside={<DueSign incident={incident} />}>
      <div className={css.bar} aria-hidden>
        {clocks
          .filter(({ minutes }) => minutes > 0)
          .map(({ who, minutes }) => (
            <span key={who} data-who={who} style={{ flexGrow: minutes * FILLING }} />
          ))}
      </div>
      <dl className={css.clocks}>
        {clocks.map(({ who, minutes, runs }) => (
          <div key={who} data-runs={runs}>
            <dt>
              <i data-who={who} aria-hidden />
              {t(`vocabulary:party.${who}`)}
            </dt>
            <dd>
              {sayMinutes(minutes, i18n.language)}
              {runs && <small>{t(running?.paused ? `custody.paused.${running.paused}` : 'custody.runs')}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.said}>
        {running === null
          ? t('custody.over')
          : t(`custody.why.${running.why}`, { queue: t(`vocabulary:queue.${running.queue}`) })}
      </p>
    </Panel>
  );
}
