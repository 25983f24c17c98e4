import { useTranslation } from 'react-i18next';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { OpenProposal } from './open-proposal.js';
import { ProposalHistory } from './proposal-history.js';
import { useProposals } from './use-proposals.js';

/** What waits for a second person, and what came of what was proposed before. */
export default function Proposals() {
  const { t } = useTranslation('policy');
  const read = useProposals();
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  const { items } = read.data;
  const open = items.filter(({ state }) => state === 'open');
  const closed = items.filter(({ state }) => state !== 'open');
  return (
    <>
      {open.length === 0 && (
        <Panel title={t('proposal.open')}>
          <Said title={t('proposal.none.title')} body={t('proposal.none.body')} />
        </Panel>
      )}
      {open.map((proposal) => (
        <OpenProposal key={proposal.id} proposal={proposal} />
      ))}
      {closed.length > 0 && <ProposalHistory proposals={closed} />}
    </>
  );
}
