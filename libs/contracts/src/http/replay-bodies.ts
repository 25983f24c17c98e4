import { PARTIES, QUEUES, REPLAY_CHANGES, REPLAY_GAPS, SEVERITIES, parseInstant } from '@demarc/domain';
import { z } from 'zod';
import { plainText, tenantName } from './field.js';

const MOST_CHARACTERS = 200_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

const time = z.string().transform((text, context) => {
  const instant = parseInstant(DATE_ONLY.test(text) ? `${text}T00:00:00Z` : text);
  if (instant) return instant;
  context.addIssue(`"${text.slice(0, 100)}" is no date; write 2026-11-22 or 2026-11-22T10:00:00Z`);
  return z.NEVER;
});

export const replayBody = z
  .object({
    candidate: plainText(MOST_CHARACTERS).describe('the policy to try, as a YAML file'),
    from: time.describe('events that Demarc received from then on; a day begins in UTC'),
    to: time.describe('and before then'),
    tenant: tenantName.nullish().describe('of this tenant only; null: of all'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

const outcome = z
  .object({
    party: z.enum(PARTIES),
    queue: z.enum(QUEUES),
    clauseId: z.string(),
    policyVersion: z.string(),
    severity: z.enum(SEVERITIES),
    clocks: z
      .object({ firstResponseMinutes: z.number(), updateMinutes: z.number(), hours: z.enum(['24x7', 'support-hours']) })
      .nullable()
      .describe('null: no service level runs'),
    informed: z.enum(QUEUES).nullable().describe("the other party's team that is told; null: nobody has to be"),
    halves: z.int().describe('how many parties own a part of the event'),
  })
  .meta({ id: 'ReplayOutcome' });

/** One incident that the candidate would have treated otherwise. */
export const replayChangeLine = z
  .object({
    type: z.literal('change'),
    incidentId: z.string(),
    reference: z.string(),
    tenant: z.string(),
    title: z.string(),
    state: z.string(),
    changes: z.array(z.enum(REPLAY_CHANGES)).readonly(),
    from: outcome,
    to: outcome,
    decisions: z.int().describe('decisions of it that were replayed'),
    changed: z.int().describe('of those, how many would come out otherwise'),
  })
  .meta({ id: 'ReplayChange' });
export type ReplayChangeLine = z.infer<typeof replayChangeLine>;

export const replayProgressLine = z
  .object({
    type: z.literal('progress'),
    decisions: z.int().describe('looked at so far'),
    seconds: z.number(),
    perSecond: z.int(),
  })
  .meta({ id: 'ReplayProgress' });
export type ReplayProgressLine = z.infer<typeof replayProgressLine>;

export const replayTotalsLine = z
  .object({
    type: z.literal('totals'),
    candidate: z.string().describe('the version of the policy that was tried'),
    decisions: z.int().describe('replayed; an event that is divided between the parties has two'),
    decisionsChanged: z.int(),
    incidents: z.int(),
    incidentsChanged: z.int(),
    changes: z.record(z.enum(REPLAY_CHANGES), z.int()).describe('incidents by what would change'),
    clauses: z
      .array(z.object({ from: z.string(), to: z.string(), decisions: z.int(), incidents: z.int() }))
      .readonly()
      .describe('what went from which clause to which, most frequent first'),
    skipped: z.record(z.enum(REPLAY_GAPS), z.int()).describe('decisions that could not be replayed, by the reason'),
    seconds: z.number(),
  })
  .meta({ id: 'ReplayTotals' });
export type ReplayTotalsLine = z.infer<typeof replayTotalsLine>;

/** The replay broke off; what was listed before is right, but not all. */
export const replayFailedLine = z
  .object({ type: z.literal('failed'), detail: z.string() })
  .meta({ id: 'ReplayFailed' });

/** One line of a replay's answer. It is whole when the last one is `totals`. */
export const replayLine = z
  .discriminatedUnion('type', [replayProgressLine, replayChangeLine, replayTotalsLine, replayFailedLine])
  .meta({ id: 'ReplayLine' });
export type ReplayLine = z.infer<typeof replayLine>;
