import { OFFER_FIGURES, PARTIES, SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, tenantName } from './field.js';

export const REPORT_GROUPS = ['owner', 'clause', 'area', 'severity', 'kind', 'tenant', 'month'] as const;

export const reportQuery = z.object({
  from: momentGiven.optional().describe('default: thirty days before `until`'),
  until: momentGiven.optional().describe('default: now'),
  tenant: tenantName.optional(),
  party: z.enum(PARTIES).optional().describe('incidents that it holds now'),
  groupBy: z.enum(REPORT_GROUPS).default('owner'),
  format: z.enum(['json', 'csv']).default('json'),
});

const counts = {
  opened: z.int(),
  openedBySeverity: z.record(z.enum(SEVERITIES), z.int()),
  resolved: z.int().describe('in the period, and not reopened before its end'),
  openAtEnd: z.int(),
  openAtEndBySeverity: z.record(z.enum(SEVERITIES), z.int()),
};
const spread = z.object({ median: z.number(), p90: z.number() }).nullable();
const time = z.object({
  count: z.int(),
  real: spread.describe('minutes by the clock on the wall'),
  counted: spread.describe("the party's own minutes: its support hours, and not what stood still"),
});
const partyFigures = z.object({
  acknowledge: time.describe('from when a team got it until somebody of it took it up'),
  resolve: time.describe('from the opening until the party resolved it for good'),
  breaches: z.object({ 'first-response': z.int(), update: z.int() }),
  offers: z.record(z.enum(OFFER_FIGURES), z.int()).describe('handovers that the party offered'),
  reopened: z.int(),
  escalations: z.int(),
});
const noticeFigures = z.object({
  owed: z.int(),
  told: z.int().describe('a receiver of the party accepted it, or the party said that it knows'),
  late: z.int().describe('told after the time that its severity allows, or not at all by then'),
  unacknowledged: z.int(),
});
const byParty = <Value extends z.ZodType>(value: Value) => z.object({ microsoft: value, customer: value });

/** What happened in a period, as of one moment. */
export const reportView = z
  .object({
    from: moment,
    until: moment,
    tenant: z.string().nullable(),
    party: z.enum(PARTIES).nullable(),
    groupBy: z.enum(REPORT_GROUPS),
    groups: z.array(z.object({ key: z.string(), ...counts })).describe('by what incidents are now'),
    parties: byParty(partyFigures),
    disputes: z.int(),
    movedByDecision: z.int().describe('custody that moved because a decision was another, and not by an offer'),
    notices: byParty(noticeFigures),
  })
  .meta({ id: 'Report' });
export type ReportView = z.infer<typeof reportView>;
