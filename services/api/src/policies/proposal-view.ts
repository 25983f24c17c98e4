import type { ProposalState, ProposalView, ReplayFigures } from '@demarc/contracts';
import type { Identity, Instant } from '@demarc/domain';
import type { KeptProposal } from '@demarc/store';

/** What became of a proposal by now. */
export function stateOf({ state, expiresAt }: KeptProposal, now: Instant): ProposalState {
  return state === 'open' && expiresAt <= now ? 'expired' : state;
}

export function proposalViewOf(proposal: KeptProposal, reader: Identity, now: Instant): ProposalView {
  const { document, digest: _digest, proposerId, replay, ...kept } = proposal;
  return {
    ...kept,
    publishes: document !== null,
    replay: replay as ReplayFigures | null,
    state: stateOf(proposal, now),
    isOwn: proposerId === reader.id,
  };
}
