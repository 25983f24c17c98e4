import { AREAS, INVOLVEMENTS, KINDS, QUEUES, SEVERITIES, SOURCE_SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { policyVersion } from '../policy/policy-schema.js';
import { moment, plainText, someText, tenantName } from './field.js';
import { MOST_POLICY_CHARACTERS, clauseView, holdsFromDay, policyClocks } from './policy-bodies.js';

/** `expired`: nobody decided in time. What is not `open` is never decided on again: propose it anew. */
export const PROPOSAL_STATES = ['open', 'approved', 'refused', 'withdrawn', 'expired'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

const count = z.int().min(0);
/** What a replay found, as whoever proposes tells it: whoever decides runs their own where they doubt it. */
export const replayFigures = z
  .object({
    from: someText(40).describe('events received from then on'),
    to: someText(40),
    tenant: tenantName.nullable(),
    decisions: count,
    incidents: count,
    incidentsChanged: count,
    otherParty: count.describe('incidents that would have gone to the other party'),
  })
  .meta({ id: 'ReplayFigures' });
export type ReplayFigures = z.infer<typeof replayFigures>;

export const proposalBody = z
  .object({
    document: plainText(MOST_POLICY_CHARACTERS).optional().describe('the policy to publish, as a YAML file'),
    version: policyVersion.optional().describe('instead: a policy that is there, to be adopted'),
    tenant: tenantName
      .nullish()
      .describe('for this tenant only; null: every tenant may adopt it. Needed to adopt anything'),
    holdsFrom: holdsFromDay.optional().describe('the tenant adopts it from then on; a day begins in UTC'),
    because: someText(2_000).describe('what it is for, to whoever decides'),
    replay: replayFigures.nullish(),
  })
  .refine(({ document, version }) => (document === undefined) !== (version === undefined), {
    path: ['document'],
    message: 'give either the document of a policy to publish, or the version of one to adopt',
  })
  .refine(({ version, holdsFrom }) => version === undefined || holdsFrom !== undefined, {
    path: ['holdsFrom'],
    message: 'is needed to adopt a policy',
  })
  .refine(({ tenant, holdsFrom }) => holdsFrom === undefined || typeof tenant === 'string', {
    path: ['tenant'],
    message: 'is needed to adopt a policy',
  });
export const proposalReason = z.object({ reason: someText(2_000) });
export const proposalParams = z.object({ id: z.uuid() });

export const proposalView = z
  .object({
    id: z.uuid(),
    publishes: z.boolean().describe('approving it publishes the policy; else it is there already'),
    version: z.string(),
    title: z.string(),
    tenant: z.string().nullable().describe('null: every tenant may adopt it'),
    holdsFrom: moment.nullable().describe('approving it lets the policy hold for the tenant from then on'),
    because: z.string(),
    replay: replayFigures.nullable(),
    proposedAt: moment,
    proposedBy: z.string(),
    expiresAt: moment,
    state: z.enum(PROPOSAL_STATES),
    decidedAt: moment.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable().describe('why it was refused or withdrawn'),
    isOwn: z.boolean().describe('whoever asks has proposed it, and so cannot approve it'),
  })
  .meta({ id: 'PolicyProposal' });
export type ProposalView = z.infer<typeof proposalView>;

/** What of a clause may be otherwise; `order`: which clauses are tried before it. */
export const CLAUSE_FIELDS = [
  'title',
  'source',
  'quote',
  'when',
  'yieldsTo',
  'order',
  'queue',
  'provisional',
  'contactArea',
  'inform',
  'severity',
  'clocks',
  'actions',
] as const;
export type ClauseField = (typeof CLAUSE_FIELDS)[number];

const comparedClause = clauseView.extend({
  triedAfter: z.string().nullable().describe('the clause that is tried just before it; null: it is tried first'),
});
export type ComparedClause = z.infer<typeof comparedClause>;

const words = z.array(z.string()).readonly().exactOptional();
const serviceImpactRule = z
  .object({
    id: z.string(),
    because: z.string(),
    kind: z.array(z.enum(KINDS)).readonly().exactOptional(),
    severity: z.array(z.enum(SOURCE_SEVERITIES)).readonly().exactOptional(),
    category: words,
    technique: words,
    area: z.array(z.enum(AREAS)).readonly().exactOptional(),
    involves: z.array(z.enum(INVOLVEMENTS)).readonly().exactOptional(),
  })
  .meta({ id: 'PolicyServiceImpactRule' });

export const proposalDetail = proposalView
  .extend({
    document: z.string().describe('the whole policy as a YAML file'),
    base: z.string().describe('the version that it is compared with: what it extends, or what would hold otherwise'),
    clauses: z
      .array(
        z.object({
          id: z.string(),
          before: comparedClause.nullable().describe('null: it is added'),
          after: comparedClause.nullable().describe('null: it is gone'),
          changed: z.array(z.enum(CLAUSE_FIELDS)).readonly().describe('empty: it is added or gone'),
        }),
      )
      .readonly()
      .describe('those that are added, changed, moved or gone'),
    severity: z
      .array(
        z.object({
          reported: z.enum(SOURCE_SEVERITIES),
          before: z.enum(SEVERITIES),
          after: z.enum(SEVERITIES),
        }),
      )
      .readonly()
      .describe('each severity of a source that becomes another one'),
    clocks: z
      .array(z.object({ severity: z.enum(SEVERITIES), before: policyClocks, after: policyClocks }))
      .readonly()
      .describe('each severity that is answered sooner or later'),
    serviceImpact: z
      .array(z.object({ id: z.string(), before: serviceImpactRule.nullable(), after: serviceImpactRule.nullable() }))
      .readonly()
      .describe('rules on what may impact the service that are added, changed or gone'),
    cells: z
      .array(z.object({ from: z.enum(QUEUES), to: z.enum(QUEUES), cells: z.int() }))
      .readonly()
      .describe('how many combinations of facts go from which team to which, most first'),
    findings: z.int().describe('what its lint finds now; 0: it can be published'),
  })
  .meta({ id: 'PolicyProposalDetail' });
export type ProposalDetail = z.infer<typeof proposalDetail>;

export const proposalList = z.object({
  persons: z.union([z.literal(1), z.literal(2)]).describe('how many it takes to publish and to adopt'),
  items: z.array(proposalView).readonly().describe('the newest first'),
});
