import { QUARANTINE_STATES, type QuarantineWork } from '@demarc/domain';
import { z } from 'zod';
import { QUARANTINE_REASONS } from '../format/format.js';
import { moment, momentGiven, pageOf, pageQuery, plainText, several, someText, tenantName } from './field.js';

/** A message that could not become an event: where it came from, why it is here, and what was done about it. */
export const quarantineView = z
  .object({
    id: z.uuid(),
    state: z.enum(QUARANTINE_STATES),
    tenant: z.string().nullable().describe('that of its subject, when it is a known one'),
    reason: z.enum(QUARANTINE_REASONS),
    field: z.string().nullable(),
    detail: z.string(),
    subject: z.string(),
    format: z.string().nullable().describe('as its subject names it'),
    source: z.string().nullable().describe('who it says it is from'),
    headers: z.record(z.string(), z.string()).describe('without what would let its reader pass as its sender'),
    receivedAt: moment,
    streamSeq: z.int(),
    bytes: z.int().describe('of its body and of the headers that are read'),
    workedBy: z.string().nullable(),
    workedAt: moment.nullable(),
  })
  .meta({ id: 'QuarantinedMessage' });
export type QuarantineView = z.infer<typeof quarantineView>;

const faultPlace = z.object({
  position: z.int(),
  line: z.int(),
  column: z.int(),
  excerpt: z.string(),
  at: z.int().describe('where in the excerpt'),
});

export const quarantineDetail = quarantineView
  .extend({
    raw: z
      .object({
        base64: z.string(),
        text: z.string().nullable().describe('the same as text; null when it is not UTF-8'),
      })
      .nullable()
      .describe('null: they are not kept any more, or never were'),
    fault: faultPlace.nullable().describe('where in the text the fault is; null: in no one place'),
    advice: z.string(),
    history: z
      .array(
        z.custom<QuarantineWork>().meta({ type: 'object', description: 'who did what, when, and what came of it' }),
      )
      .describe('oldest first'),
  })
  .meta({ id: 'QuarantinedMessageDetail' });
export type QuarantineDetail = z.infer<typeof quarantineDetail>;

const filters = {
  tenant: tenantName.optional().describe('whose subject names this tenant'),
  reason: z.enum(QUARANTINE_REASONS).optional(),
  format: plainText(64).optional().describe('which its subject names'),
  source: plainText(200).optional().describe('who it says it is from'),
  since: momentGiven.optional().describe('that came then or later'),
};

export const quarantinePage = pageOf(quarantineView);
export const quarantineQuery = pageQuery.extend({
  ...filters,
  state: several(z.enum(QUARANTINE_STATES)).describe('those that wait, or are being redriven, without it'),
});
export const quarantineParams = z.object({ id: z.uuid() });

const MOST_NAMED = 1_000;
const which = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(MOST_NAMED).optional(),
    all: z.strictObject(filters).optional().describe('every one that waits and fits; {} is every one'),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), 'say exactly one of ids and all');

export const redriveQuarantineBody = z.object({
  which,
  as: z
    .strictObject({
      tenant: tenantName.optional(),
      kind: plainText(64).optional(),
      format: plainText(64).optional(),
    })
    .default({})
    .describe('what the messages should have said of themselves'),
});
export const discardQuarantineBody = z.object({ which, reason: someText(500) });

/** How a redrive goes. Its messages are read in the order in which they came. */
export const quarantineRedrive = z
  .object({
    id: z.uuid(),
    asked: z.int(),
    underWay: z.int(),
    redriven: z.int(),
    refused: z.int().describe('wait again, with what was wrong'),
    messages: z.array(quarantineView).describe('of those refused, the first hundred'),
  })
  .meta({ id: 'QuarantineRedrive' });
export type QuarantineRedriveView = z.infer<typeof quarantineRedrive>;

export const quarantinePreview = z.object({
  items: z
    .array(
      z.object({
        id: z.uuid(),
        tenant: z.string().nullable(),
        readable: z.boolean(),
        events: z.array(z.object({ source: z.string(), id: z.string(), title: z.string() })),
        reason: z.enum(QUARANTINE_REASONS).nullable(),
        detail: z.string().nullable(),
      }),
    )
    .describe('the first five hundred, in the order in which they would be read'),
  count: z.int().describe('how many there are in all'),
});
export type QuarantinePreview = z.infer<typeof quarantinePreview>;

export const quarantineDiscarded = z.object({ discarded: z.int() });
