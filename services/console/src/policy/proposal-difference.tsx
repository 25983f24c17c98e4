import type { ClauseField } from '@demarc/contracts';
import type { Queue } from '@demarc/domain';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerAt } from '../api/call.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import tables from '../parts/tables.module.css';
import { useClauseWords } from './clause-words.js';
import { type ChangeInWords, usePolicyWide } from './policy-wide.js';
import css from './proposal.module.css';

type Detail = AnswerAt<'GET /v1/policy-proposals/:id'>;

/** All that would be otherwise by it: which team owns how much, clause by clause what, and its whole text. */
export function ProposalDifference({ detail }: { readonly detail: Detail }) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const { base, clauses, cells, document } = detail;
  const clauseChanges = useClauseChanges();
  const wide = usePolicyWide(detail);
  const team = (queue: Queue) => t(`vocabulary:queue.${queue}`);
  return (
    <section className={css.difference}>
      <h3>{t('proposal.difference', { base })}</h3>
      {cells.length > 0 && (
        <ul>
          {cells.map(({ from, to, cells: count }) => (
            <li key={`${from} ${to}`}>
              {team(from)} → <strong>{team(to)}</strong>: {t('clause.cells', { count })}
            </li>
          ))}
        </ul>
      )}
      {clauses.length + wide.length === 0 && <p>{t('proposal.same')}</p>}
      {clauses.length > 0 && (
        <Changes label={t('proposal.difference', { base })} of={t('proposal.clause')}>
          {clauses.map((clause) => (
            <tbody key={clause.id}>
              {clauseChanges(clause).map((change, at, all) => (
                <ChangeRow key={change.what} change={change}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={all.length}>
                      <code>{clause.id}</code>
                      <div className={tables.quiet}>{(clause.after ?? clause.before)!.title}</div>
                      {(!clause.before || !clause.after) && <em>{t(clause.after ? 'change.added' : 'change.gone')}</em>}
                    </th>
                  )}
                </ChangeRow>
              ))}
            </tbody>
          ))}
        </Changes>
      )}
      {wide.length > 0 && (
        <>
          <h3>{t('change.maps')}</h3>
          <Changes label={t('change.maps')}>
            <tbody>
              {wide.map((change) => (
                <ChangeRow key={change.what} change={change} />
              ))}
            </tbody>
          </Changes>
        </>
      )}
      <details>
        <summary>{t('draft.text')}</summary>
        {/* A long text scrolls, and what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{document}</pre>
      </details>
    </section>
  );
}

/** What is said of a clause that is added or gone: what it decides, in the order in which one asks. */
const WHOLE = ['when', 'order', 'queue', 'inform', 'severity', 'clocks', 'contactArea', 'actions'] as const;

/** The fields of a clause that are otherwise, each as it was and as it would be. */
function useClauseChanges(): (of: Detail['clauses'][number]) => readonly ChangeInWords[] {
  const { t } = useTranslation('policy');
  const words = useClauseWords();
  return ({ before, after, changed }) => {
    const fields: readonly ClauseField[] = before && after ? changed : WHOLE;
    return fields.map((field) => ({
      what: t(`change.field.${field}`),
      before: before ? words[field](before) : t('change.none'),
      after: after ? words[field](after) : t('change.none'),
    }));
  };
}

interface ChangesProps {
  readonly label: string;
  /** What the rows are grouped by. */
  readonly of?: string;
  readonly children: ReactNode;
}

function Changes({ label, of, children }: ChangesProps) {
  const { t } = useTranslation('policy');
  return (
    <ScrollingTable label={label}>
      <thead>
        <tr>
          {of !== undefined && <th scope="col">{of}</th>}
          <th scope="col">{t('change.what')}</th>
          <th scope="col">{t('trial.before')}</th>
          <th scope="col">{t('trial.after')}</th>
        </tr>
      </thead>
      {children}
    </ScrollingTable>
  );
}

function ChangeRow({ change: { what, before, after }, children }: { change: ChangeInWords; children?: ReactNode }) {
  return (
    <tr>
      {children}
      <th scope="row">{what}</th>
      <td className={css.said}>{before}</td>
      <td className={css.said}>
        <strong>{after}</strong>
      </td>
    </tr>
  );
}
