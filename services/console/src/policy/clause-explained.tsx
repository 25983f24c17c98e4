import type { PolicyView } from '@demarc/contracts';
import { FACT_NAMES, partyOf } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import css from './clause-explained.module.css';
import { useClauseWords } from './clause-words.js';
import type { MatrixRow } from './matrix-grid.js';
import { useFactWord } from '../incident/fact-word.js';

interface ClauseExplainedProps {
  readonly row: MatrixRow;
  readonly clause: PolicyView['clauses'][number];
}

/** One clause: what it decides, when, and the published words that it restates. */
export function ClauseExplained({ row, clause }: ClauseExplainedProps) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const words = useClauseWords();
  return (
    <div className={css.clause}>
      <div className={css.head} data-party={partyOf(row.queue)}>
        <code>{row.clauseId}</code>
        <h2>{row.title}</h2>
      </div>
      <h3>{t('clause.words')}</h3>
      {clause.quote && <blockquote>{clause.quote}</blockquote>}
      {clause.source ? <cite>{clause.source}</cite> : <p className={css.quiet}>{t('clause.noWords')}</p>}
      {clause.source && !clause.quote && <p className={css.quiet}>{t('clause.summary')}</p>}
      <h3>{t('clause.when')}</h3>
      <When clause={clause} />
      <p className={css.quiet}>{t('clause.cells', { count: row.cells })}</p>
      <dl>
        <dt>{t('clause.owner')}</dt>
        <dd>
          <b>{t(`vocabulary:queue.${row.queue}`)}</b> {row.provisional && `(${t('matrix.forNow')})`}
        </dd>
        <dt>{t('clause.told')}</dt>
        <dd>{words.inform(row)}</dd>
        <dt>{t('clause.severity')}</dt>
        <dd>{words.severity(row)}</dd>
        <dt>{t('clause.clocks')}</dt>
        <dd>{words.clocks(row)}</dd>
        <dt>{t('clause.contact')}</dt>
        <dd>{words.contactArea(row)}</dd>
        <dt>{t('clause.actions')}</dt>
        <dd>{words.actions(clause)}</dd>
      </dl>
    </div>
  );
}

function When({ clause: { when, yieldsTo } }: Pick<ClauseExplainedProps, 'clause'>) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const word = useFactWord();
  const named = FACT_NAMES.flatMap((name) => (when[name] ? [[name, when[name] as readonly string[]] as const] : []));
  return (
    <>
      <ul>
        {named.length === 0 && <li>{t('clause.always_when')}</li>}
        {named.map(([name, values]) => (
          <li key={name}>
            <span>{t(`vocabulary:fact.${name}`)}</span>{' '}
            <b>{values.map((value) => word(name, value)).join(t('matrix.or'))}</b>
          </li>
        ))}
      </ul>
      {yieldsTo.length > 0 && <p className={css.quiet}>{t('clause.yields', { clauses: yieldsTo.join(', ') })}</p>}
    </>
  );
}
