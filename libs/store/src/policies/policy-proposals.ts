import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { aboutAdministration } from '../audit/administering.js';
import { changing } from '../audit/changing.js';
import { newId } from '../new-id.js';
import { isConflict } from '../transaction.js';

/** What somebody proposes of a policy: to publish it, to let it hold for a tenant, or both. */
export interface PolicyProposal {
  readonly id: string;
  /** Null: for every tenant. */
  readonly tenant: string | null;
  readonly version: string;
  readonly title: string;
  /** The file that is published by it, and its digest; null: the policy is there already. */
  readonly document: string | null;
  readonly digest: string | null;
  readonly holdsFrom: Instant | null;
  readonly because: string;
  readonly replay: object | null;
  readonly proposedAt: Instant;
  readonly proposedBy: string;
  /** What stays the same for as long as it is the same person. */
  readonly proposerId: string;
  readonly expiresAt: Instant;
}

export interface KeptProposal extends PolicyProposal {
  readonly state: 'open' | 'approved' | 'refused' | 'withdrawn';
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

/** Who decides on a proposal, and when. */
export interface Decider {
  readonly by: string;
  readonly id: string;
  readonly at: Instant;
}

const COLUMNS = `proposal_id as id, tenant_id as tenant, policy_version as version, title, document, digest,
  holds_from as "holdsFrom", because, replay, proposed_at as "proposedAt", proposed_by as "proposedBy",
  proposer_id as "proposerId", expires_at as "expiresAt", state, decided_at as "decidedAt", decided_by as "decidedBy",
  reason`;
const MOST_LISTED = 200;

type Row = {
  readonly [Name in keyof KeptProposal]: Name extends `${string}At` | 'holdsFrom' ? Date : KeptProposal[Name];
};

export async function keepProposal(store: DataSource, proposal: PolicyProposal): Promise<void> {
  const { id, tenant, version, title, document, digest, holdsFrom, because, replay } = proposal;
  const { proposedAt, proposedBy, proposerId, expiresAt } = proposal;
  aboutAdministration({ subject: version, ...(tenant !== null && { tenant }) });
  await changing(
    store,
    `insert into policy_proposals (proposal_id, tenant_id, policy_version, title, document, digest, holds_from, because,
       replay, proposed_at, proposed_by, proposer_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      tenant,
      version,
      title,
      document,
      digest,
      holdsFrom,
      because,
      replay && JSON.stringify(replay),
      proposedAt,
      proposedBy,
      proposerId,
      expiresAt,
    ],
  );
}

/** The newest first. */
export async function listProposals(store: DataSource): Promise<KeptProposal[]> {
  const rows = await store.query<Row[]>(
    `select ${COLUMNS} from policy_proposals order by proposed_at desc, proposal_id desc limit ${MOST_LISTED}`,
  );
  return rows.map(proposalOf);
}

export async function findProposal(store: DataSource, id: string): Promise<KeptProposal | null> {
  const [row] = await store.query<Row[]>(`select ${COLUMNS} from policy_proposals where proposal_id = $1`, [id]);
  return row ? proposalOf(row) : null;
}

/**
 * Closes an open proposal without doing it. False when it is open no more. Throws when the table refuses whoever decides:
 * another one refuses, the proposer withdraws.
 */
export async function closeProposal(
  store: DataSource,
  proposal: PolicyProposal,
  state: 'refused' | 'withdrawn',
  decider: Decider,
  reason: string,
): Promise<boolean> {
  noteDecision(proposal, { reason });
  const [, count] = await changing<[unknown, number]>(
    store,
    `update policy_proposals set state = $2, decided_at = $3, decided_by = $4, decider_id = $5, reason = $6
     where proposal_id = $1 and state = 'open' and expires_at > $3`,
    [proposal.id, state, decider.at, decider.by, decider.id, reason],
  );
  return count === 1;
}

/**
 * Does what was proposed, and closes it, in one statement: what is published or adopted carries both names.
 * `publishedAt` is later than whatever the policy extends. Throws when the table refuses whoever decides.
 */
export async function approveProposal(
  store: DataSource,
  proposal: PolicyProposal,
  decider: Decider,
  publishedAt: Instant,
): Promise<'done' | 'closed' | 'version-taken'> {
  noteDecision(proposal, {});
  try {
    const done = await changing<unknown[]>(
      store,
      `with approved as (
         update policy_proposals set state = 'approved', decided_at = $2, decided_by = $3, decider_id = $4
         where proposal_id = $1 and state = 'open' and expires_at > $2
         returning *
       ), published as (
         insert into policies (policy_version, tenant_id, title, document, digest, published_at, published_by, approved_by)
         select policy_version, tenant_id, title, document, digest, $5, proposed_by, decided_by
         from approved where document is not null
       ), adopted as (
         insert into policy_adoptions (tenant_id, adoption_id, policy_version, holds_from, adopted_at, adopted_by, approved_by)
         select tenant_id, $6, policy_version, holds_from, $2, proposed_by, decided_by
         from approved where holds_from is not null
       )
       select proposal_id from approved`,
      [proposal.id, decider.at, decider.by, decider.id, publishedAt, newId()],
    );
    return done.length === 1 ? 'done' : 'closed';
  } catch (error) {
    if (isConflict(error)) return 'version-taken';
    throw error;
  }
}

/** The record has both names: who decided is its actor. */
function noteDecision({ id, tenant, version, digest, holdsFrom, proposedBy }: PolicyProposal, more: object): void {
  const change = { proposal: id, proposedBy, ...(digest && { digest }), ...(holdsFrom && { holdsFrom }), ...more };
  aboutAdministration({ subject: version, change, ...(tenant !== null && { tenant }) });
}

function proposalOf({ holdsFrom, proposedAt, expiresAt, decidedAt, ...row }: Row): KeptProposal {
  return {
    ...row,
    holdsFrom: holdsFrom && instantOf(holdsFrom),
    proposedAt: instantOf(proposedAt),
    expiresAt: instantOf(expiresAt),
    decidedAt: decidedAt && instantOf(decidedAt),
  };
}
