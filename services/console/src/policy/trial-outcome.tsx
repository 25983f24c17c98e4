import { REPLAY_CHANGES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { Said } from '../parts/said.js';
import { sayNumber } from '../words/times.js';
import { ChangedIncidents } from './changed-incidents.js';
import { FlowPanel } from './flow-panel.js';
import type { ReplayResult } from './replay-result.js';
import css from './trial.module.css';

interface TrialOutcomeProps {
  readonly result: ReplayResult;
  readonly isDone: boolean;
}

/** What would come out otherwise: how much, from whom to whom, and which incidents. */
export function TrialOutcome({ result, isDone }: TrialOutcomeProps) {
  const { t, i18n } = useTranslation('policy');
  const { totals, changed } = result;
  const number = (value: number) => sayNumber(value, i18n.language);
  if (totals && changed === 0) {
    const kind = totals.incidents === 0 ? 'empty' : 'same';
    return <Said title={t(`trial.${kind}.title`)} body={t(`trial.${kind}.body`)} />;
  }
  const skipped = totals ? Object.values(totals.skipped).reduce((sum, count) => sum + count, 0) : 0;
  return (
    <>
      {totals && (
        <dl className={css.figures}>
          <div>
            <dt>{t('trial.looked')}</dt>
            <dd>{number(totals.incidents)}</dd>
          </div>
          <div data-main="true">
            <dt>{t('trial.changed')}</dt>
            <dd>{number(totals.incidentsChanged)}</dd>
          </div>
          {REPLAY_CHANGES.filter((change) => (totals.changes[change] ?? 0) > 0).map((change) => (
            <div key={change}>
              <dt>{t(`trial.change.${change}`)}</dt>
              <dd>{number(totals.changes[change] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
      {skipped > 0 && <p className={css.quiet}>{t('trial.skipped', { count: skipped })}</p>}
      {changed > 0 && isDone && <FlowPanel byTeam={result.byTeam} byClause={result.byClause} />}
      {changed > 0 && <ChangedIncidents changes={result.changes} count={changed} />}
    </>
  );
}
