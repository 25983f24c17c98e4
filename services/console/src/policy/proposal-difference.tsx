import type { Queue } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import type { AnswerAt } from '../api/call.js';
import css from './proposal.module.css';
import { ScrollingTable } from '../parts/scrolling-table.js';
import tables from '../parts/tables.module.css';

type Detail = AnswerAt<'GET /v1/policy-proposals/:id'>;

/** What would be otherwise by it: clauses, which team owns how much, and its whole text. */
export function ProposalDifference({ detail: { base, clauses, cells, document } }: { readonly detail: Detail }) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const team = (queue: Queue) => t(`vocabulary:queue.${queue}`);
  const brief = (clause: Detail['clauses'][number]['before']) =>
    clause === null ? (
      <span className={tables.quiet}>{t('proposal.noClause')}</span>
    ) : (
      <>
        {team(clause.queue)}
        <div className={tables.quiet}>{clause.title}</div>
      </>
    );
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
      {clauses.length === 0 ? (
        <p>{t('proposal.same')}</p>
      ) : (
        <ScrollingTable label={t('proposal.difference', { base })}>
          <thead>
            <tr>
              <th scope="col">{t('proposal.clause')}</th>
              <th scope="col">{t('trial.before')}</th>
              <th scope="col">{t('trial.after')}</th>
            </tr>
          </thead>
          <tbody>
            {clauses.map(({ id, before, after }) => (
              <tr key={id}>
                <th scope="row">
                  <code>{id}</code>
                </th>
                <td>{brief(before)}</td>
                <td>{brief(after)}</td>
              </tr>
            ))}
          </tbody>
        </ScrollingTable>
      )}
      <details>
        <summary>{t('draft.text')}</summary>
        {/* A long text scrolls, and what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{document}</pre>
      </details>
    </section>
  );
}
