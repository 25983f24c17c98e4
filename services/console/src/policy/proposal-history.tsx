import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Moment } from '../parts/moment.js';
import { Panel } from '../parts/panel.js';
import { actorName } from '../parts/person-name.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import css from '../parts/tables.module.css';
import type { Proposal } from './use-proposals.js';

/** What was decided, by whom and why. */
export function ProposalHistory({ proposals }: { readonly proposals: readonly Proposal[] }) {
  const { t } = useTranslation('policy');
  return (
    <Panel title={t('proposal.closed')}>
      <ScrollingTable label={t('proposal.closed')}>
        <thead>
          <tr>
            <th scope="col">{t('line.policy')}</th>
            <th scope="col">{t('line.forWhom')}</th>
            <th scope="col">{t('proposal.proposed')}</th>
            <th scope="col">{t('proposal.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {proposals.map((proposal) => {
            const { id, version, title, tenant, state, because, proposedAt, proposedBy, decidedAt, decidedBy } =
              proposal;
            return (
              <tr key={id}>
                <th scope="row">
                  {state === 'approved' ? (
                    <Link to="/policy" search={{ version }}>
                      {version}
                    </Link>
                  ) : (
                    version
                  )}
                  <div className={css.quiet}>{title}</div>
                </th>
                <td>{tenant ?? t('line.everybody')}</td>
                <td>
                  {actorName(proposedBy)} <Moment at={proposedAt} />
                  <div className={css.quiet}>{because}</div>
                </td>
                <td>
                  {t(`proposal.state.${state}`)}
                  {decidedBy !== null && `, ${actorName(decidedBy)} `}
                  {decidedAt !== null && <Moment at={decidedAt} />}
                  {proposal.reason !== null && <div className={css.quiet}>{proposal.reason}</div>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </ScrollingTable>
    </Panel>
  );
}
