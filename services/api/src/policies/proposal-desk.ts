import {
  DEFAULT_POLICY_VERSION,
  PolicyShelf,
  type ProposalDetail,
  type ProposalView,
  type proposalBody,
} from '@demarc/contracts';
import {
  type CompiledPolicy,
  type Identity,
  type Instant,
  type Policy,
  compilePolicy,
  epochMs,
  instantOf,
  lintPolicy,
  nameOfActor,
} from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  DataSource,
  type Decider,
  type KeptProposal,
  type PolicyProposal,
  approveProposal,
  closeProposal,
  findProposal,
  keepProposal,
  listProposals,
  newId,
} from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ProblemError } from '../door/problem-error.js';
import { CLOCK } from '../tokens.js';
import { requireAdoptable } from './adoptable.js';
import { comparePolicies } from './compare-policies.js';
import { type PolicyRecord, PolicyRecords, unknownPolicy } from './policy-records.js';
import { proposedPolicy } from './proposed-policy.js';
import { proposalViewOf, stateOf } from './proposal-view.js';
import { publicationOf, publishable, versionTaken } from './publishable.js';

/** What nobody decides on for so long was not wanted, or is about a world that is gone. */
const OPEN_MS = 14 * 86_400_000;

type Proposed = z.output<typeof proposalBody>;
type Known = ReadonlyMap<string, PolicyRecord>;

/** Policies with two persons: what one proposes, another one decides on. */
@Injectable()
export class ProposalDesk {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
    @Inject(PolicyRecords) private readonly records: PolicyRecords,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(reader: Identity): Promise<ProposalView[]> {
    const now = this.clock.now();
    return (await listProposals(this.store)).map((proposal) => proposalViewOf(proposal, reader, now));
  }

  /** Throws `not-found`. */
  async read(id: string, reader: Identity): Promise<ProposalDetail> {
    const proposal = await this.#find(id);
    const known = await this.records.byVersion();
    const policy = policyOf(proposal, known);
    const base = this.#baseOf(proposal, policy);
    return {
      ...proposalViewOf(proposal, reader, this.clock.now()),
      document: proposal.document ?? known.get(proposal.version)!.document,
      base: base.policy.version,
      ...comparePolicies(base, compilePolicy(policy)),
      findings: lintPolicy(policy).length,
    };
  }

  /** Keeps what may be done as far as can be told now. Throws what publishing and adopting it would. */
  async propose(proposed: Proposed, proposer: Identity): Promise<ProposalView> {
    const known = await this.records.byVersion();
    const { document = null, tenant = null, holdsFrom = null, because, replay = null } = proposed;
    const policy =
      document === null ? namedPolicy(proposed.version!, known) : publishable({ document, tenant }, known, 'proposed');
    if (tenant !== null && holdsFrom !== null) {
      const record = document === null ? known.get(policy.version)! : { policy, tenant };
      requireAdoptable(record, tenant, { version: policy.version, holdsFrom });
    }
    const now = this.clock.now();
    const proposal: PolicyProposal = {
      id: newId(),
      tenant,
      version: policy.version,
      title: policy.title,
      document,
      digest: document === null ? null : policy.digest,
      holdsFrom,
      because,
      replay,
      proposedAt: now,
      proposedBy: nameOfActor(proposer.actor),
      proposerId: proposer.id,
      expiresAt: instantOf(epochMs(now) + OPEN_MS),
    };
    await keepProposal(this.store, proposal);
    return this.#viewOf(proposal.id, proposer);
  }

  /** Throws `not-found`, `second-person-needed`, `proposal-closed`, `version-taken` and `invalid-content`. */
  async approve(id: string, by: Identity): Promise<ProposalView> {
    const proposal = await this.#openFor(id, by);
    const known = await this.records.byVersion();
    const { document, tenant, holdsFrom, version } = proposal;
    // Much may have been published since it was proposed.
    const policy =
      document === null ? namedPolicy(version, known) : publishable({ document, tenant }, known, 'published');
    if (tenant !== null && holdsFrom !== null && document === null)
      requireAdoptable(known.get(version)!, tenant, { version, holdsFrom });
    const at = this.clock.now();
    const done = await approveProposal(this.store, proposal, decider(by, at), publicationOf(policy, known, at));
    if (done === 'version-taken') throw versionTaken(version);
    if (done === 'closed') throw await this.#closed(id);
    return this.#viewOf(id, by);
  }

  /** Throws `not-found`, `second-person-needed` and `proposal-closed`. */
  async refuse(id: string, reason: string, by: Identity): Promise<ProposalView> {
    return this.#close(await this.#openFor(id, by), 'refused', reason, by);
  }

  /** Throws `not-found`, `not-allowed` and `proposal-closed`. */
  async withdraw(id: string, reason: string, by: Identity): Promise<ProposalView> {
    const proposal = await this.#find(id);
    if (proposal.proposerId !== by.id) {
      const detail = `${proposal.proposedBy} proposed it, and alone can withdraw it. You can refuse it.`;
      throw new ProblemError('not-allowed', detail);
    }
    return this.#close(proposal, 'withdrawn', reason, by);
  }

  async #close(proposal: KeptProposal, state: 'refused' | 'withdrawn', reason: string, by: Identity) {
    const isClosed = await closeProposal(this.store, proposal, state, decider(by, this.clock.now()), reason);
    if (!isClosed) throw await this.#closed(proposal.id);
    return this.#viewOf(proposal.id, by);
  }

  /** A proposal on which this person decides: another one than who proposed it. The table says the same. */
  async #openFor(id: string, { id: person, actor }: Identity): Promise<KeptProposal> {
    const proposal = await this.#find(id);
    if (proposal.proposerId === person || proposal.proposedBy === nameOfActor(actor)) {
      const detail = `You proposed ${proposal.version} yourself: somebody else decides on it. You can withdraw it.`;
      throw new ProblemError('second-person-needed', detail);
    }
    return proposal;
  }

  async #closed(id: string): Promise<ProblemError> {
    const proposal = await this.#find(id);
    const { version, decidedBy, expiresAt } = proposal;
    const state = stateOf(proposal, this.clock.now());
    const what = state === 'expired' ? `expired on ${expiresAt.slice(0, 10)}` : `was ${state} by ${decidedBy}`;
    return new ProblemError('proposal-closed', `The proposal of ${version} ${what}. Propose it anew if it is wanted.`);
  }

  async #viewOf(id: string, reader: Identity): Promise<ProposalView> {
    return proposalViewOf(await this.#find(id), reader, this.clock.now());
  }

  async #find(id: string): Promise<KeptProposal> {
    const proposal = await findProposal(this.store, id);
    if (proposal) return proposal;
    throw new ProblemError('not-found', `There is no proposal ${id}. GET /v1/policy-proposals lists what there is.`);
  }

  /** What would hold otherwise: for a tenant from a day what it has then, else what the policy extends. */
  #baseOf({ tenant, holdsFrom, document }: PolicyProposal, policy: Policy): CompiledPolicy {
    if (tenant !== null && holdsFrom !== null && document === null)
      return this.shelf.inForce(tenant, holdsFrom).compiled;
    return this.shelf.named(policy.extends ?? DEFAULT_POLICY_VERSION)!;
  }
}

const decider = (by: Identity, at: Instant): Decider => ({ by: nameOfActor(by.actor), id: by.id, at });

function policyOf({ document, tenant, version }: PolicyProposal, known: Known): Policy {
  if (document === null) return namedPolicy(version, known);
  return proposedPolicy({ document, tenant }, (base) => known.get(base) ?? null);
}

function namedPolicy(version: string, known: Known): Policy {
  const record = known.get(version);
  if (!record) throw unknownPolicy(version);
  return record.policy;
}
