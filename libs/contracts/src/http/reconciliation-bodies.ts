import { GAP_KINDS } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, someText } from './field.js';

/** One thing that is missing. */
export const gapView = z
  .object({
    id: z.uuid(),
    kind: z.enum(GAP_KINDS),
    tenant: z.string().nullable().describe('null: nobody can say whose it was'),
    what: z.string().describe('an id, or a stream and its sequences'),
    facts: z.record(z.string(), z.unknown()).describe('what is known of it'),
    foundAt: moment,
    reportedAt: moment.nullable().describe("since when an incident of Microsoft's operations tells of it"),
    is: z.string().describe('what such a gap is'),
    todo: z.string().describe('what to do'),
  })
  .meta({ id: 'Gap' });
export type GapView = z.infer<typeof gapView>;

export const reconciliationStanding = z.object({
  lookedAt: moment.nullable().describe('when a router last looked; null: none ever did'),
  checkedThrough: moment.nullable().describe('everything that was committed by then was looked for'),
  againAt: moment.nullable().describe('when everything older was last looked at again'),
});

export const reconciliationBody = reconciliationStanding.extend({
  answered: z.boolean().nullable().describe('whether the look that was asked for is done; null: none was named'),
  open: z.int().describe('how many gaps are open'),
  gaps: z.array(gapView).describe('those that are known longest, at most 1,000'),
});
export type ReconciliationBody = z.infer<typeof reconciliationBody>;

export const reconciliationQuery = z.object({
  ask: z.uuid().optional().describe('the `ask` of a look that was asked for'),
});

export const reconciliationAsk = z.object({
  everything: z
    .boolean()
    .default(false)
    .describe('look at everything that was ever settled, not only at what is new and what is missing already'),
  since: momentGiven.nullish().describe('with `everything`: only what was settled since'),
});
export const reconciliationAsked = z.object({ ask: z.uuid() });

export const gapParams = z.object({ id: z.uuid() });
export const acceptGapBody = z.object({ because: someText(1_000) });
export const gapAccepted = z.object({ id: z.uuid() });
