import {
  DEVICE_ACTIONS,
  type DirectoryState,
  type Explanation,
  PARTIES,
  QUEUES,
  REVIEW_REASONS,
  type Receipt,
} from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';
import { seenByQuery } from './seen-by.js';

/** A decision on an incident, and why. */
export const receiptView = z
  .object({
    decisionId: z.uuid(),
    eventId: z.uuid(),
    queue: z.enum(QUEUES),
    clauseId: z.string(),
    policyVersion: z.string(),
    decidedAt: moment,
    receipt: z
      .custom<Receipt>()
      .meta({ type: 'object', description: 'the clause that won, and every fact with where it came from' }),
  })
  .meta({ id: 'Receipt' });
export type ReceiptView = z.infer<typeof receiptView>;

const whichDecision = seenByQuery.extend({
  decision: z.uuid().optional().describe('an earlier decision; default: the one on which custody rests now'),
});
export const receiptQuery = whichDecision.extend({
  as: z.enum(['now']).optional().describe("`now`: also what today's directory would make of it, under the same policy"),
});
export const verificationQuery = whichDecision;

/** A decision by which custody or its reasons became what they are; the timeline links to it. */
const formativeDecision = z.object({
  decisionId: z.uuid(),
  decidedAt: moment,
  queue: z.enum(QUEUES),
  clauseId: z.string(),
  policyVersion: z.string(),
  because: z.string(),
});

/** What would be decided today. Nothing follows from it. */
const decidedNow = z.object({
  decidedAt: moment,
  directory: z.custom<DirectoryState>().meta({ type: 'object' }),
  party: z.enum(PARTIES),
  queue: z.enum(QUEUES),
  clauseId: z.string(),
  provisional: z.boolean(),
  review: z.array(z.enum(REVIEW_REASONS)).readonly(),
  sameQueue: z.boolean().describe('whether the same team would own it'),
  receipt: z.custom<Receipt>().meta({ type: 'object' }),
});

const explanation = z.custom<Explanation>().meta({
  type: 'object',
  description:
    'the clause that won; `passed`: each clause before it with the first fact that failed it; `flips`: changes of one fact that would give it to the other party',
});

export const receiptAnswer = receiptView
  .extend({
    stands: z.boolean().describe('custody rests on this decision now'),
    explanation: explanation.nullable().describe('null: see `notExplained`'),
    notExplained: z.string().nullable(),
    actions: z.array(z.enum(DEVICE_ACTIONS)).readonly().nullable().describe('what the owner may do to the device'),
    decisions: z.array(formativeDecision).describe('all that made custody what it is, oldest first'),
    now: decidedNow.nullable().describe('only with `as=now`'),
  })
  .meta({ id: 'ExplainedReceipt' });
export type ReceiptAnswer = z.infer<typeof receiptAnswer>;

const fingerprint = z.object({ sha256: z.string(), bytes: z.int() });

/** Whether a receipt is what its stored inputs give. */
export const verification = z
  .object({
    agrees: z.boolean().nullable().describe('byte for byte; null: it cannot be recomputed, and `because` says why'),
    because: z.string().nullable(),
    decisionId: z.uuid(),
    stored: fingerprint,
    recomputed: fingerprint.nullable(),
    inputs: z
      .object({
        event: z.uuid(),
        directoryRevision: z.int(),
        policyVersion: z.string(),
        policyDigest: z.string().describe('of the policy as it is kept'),
        decidedAt: moment,
      })
      .nullable(),
    differences: z.array(z.string()).describe('where in the receipt, as paths; `decision.*` is beside the receipt'),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof verification>;
