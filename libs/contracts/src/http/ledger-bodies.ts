import { CHANNEL_TYPES, NOTICE_STANDINGS, PARTIES, SEVERITIES, UNTOLD_REASONS } from '@demarc/domain';
import { z } from 'zod';
import { acknowledgement } from './acknowledgement.js';
import { moment, momentGiven, pageOf, pageQuery, plainText, several, tenantName } from './field.js';
import { DELIVERY_STATES, noticeView } from './notice-bodies.js';

export const noticeParams = z.object({ id: z.uuid() });
export const acknowledgeNoticeBody = z
  .object({
    through: z.enum(['http', 'cli']).default('http').describe('`cli`: a person at a terminal, and not a system'),
  })
  .prefault({});

export const acknowledgeNoticeAnswer = z.object({
  noticeId: z.uuid(),
  tenant: z.string(),
  acknowledgement,
  repeated: z.boolean().describe('it was acknowledged before, and stays as it was then'),
});

/** What a party was owed of an incident, and whether it knows. */
export const ledgerParty = z
  .object({
    party: z.enum(PARTIES),
    standings: z.record(z.enum(NOTICE_STANDINGS), z.int()).describe('how many of its notices stand how'),
    notices: z.array(noticeView).describe('oldest first'),
  })
  .meta({ id: 'LedgerParty' });

export const ledgerView = z.object({
  incidentId: z.uuid(),
  reference: z.string(),
  tenant: z.string(),
  severity: z.enum(SEVERITIES).describe('how long a notice may be on its way follows from it'),
  parties: z.array(ledgerParty).describe('both, also one that is owed nothing'),
});
export type LedgerView = z.infer<typeof ledgerView>;

const MOST_MINUTES = 10 * 365 * 24 * 60;
export const untoldQuery = pageQuery.extend({
  tenant: tenantName.optional(),
  party: z.enum(PARTIES).optional(),
  reason: several(z.enum(UNTOLD_REASONS)).describe('default: any but `on-the-way`'),
  olderThanMinutes: z.coerce
    .number<string | number>()
    .min(0)
    .max(MOST_MINUTES)
    .optional()
    .describe('owed at least so long ago; then also what is on its way within its time'),
});

/** A party that should know of something and does not. */
export const untoldNotice = z
  .object({
    noticeId: z.uuid(),
    tenant: z.string(),
    incidentId: z.uuid().nullable().describe('null: a digest or a window of maintenance'),
    reference: z.string().nullable().describe("the incident's"),
    severity: z.enum(SEVERITIES).nullable(),
    party: z.enum(PARTIES),
    ...noticeView.pick({ kind: true, queue: true, audience: true, because: true, owedUnder: true, owedAt: true }).shape,
    lateAt: moment.describe('when it is late, if nobody accepted it until then'),
    reason: z.enum(UNTOLD_REASONS),
    overdue: z.boolean().describe('it went wrong: late, failed or unreachable; what is muted or held was meant so'),
    why: z.string(),
    todo: z.string().describe('what somebody can do about it'),
    deliveries: z
      .array(
        z.object({
          id: z.uuid(),
          contactName: z.string(),
          channel: z.enum(CHANNEL_TYPES),
          target: z.string(),
          state: z.enum(DELIVERY_STATES),
          reason: z.string().nullable(),
          answer: z.string().nullable(),
          digestId: z.uuid().nullable().describe('the notice of the digest that tells it'),
          attempts: z.int(),
          nextAttemptAt: moment.nullable(),
        }),
      )
      .describe('what was tried'),
  })
  .meta({ id: 'UntoldNotice' });
export type UntoldNoticeView = z.infer<typeof untoldNotice>;
export const untoldPage = pageOf(untoldNotice).describe('a page may be shorter than its limit and have a next one');

export const ledgerExportQuery = z.object({
  incident: plainText(64).optional().describe('of this one alone: its id or reference'),
  from: momentGiven.optional().describe('owed since'),
  until: momentGiven.optional().describe('owed before'),
});
