import { z } from 'zod';
import { QUARANTINE_REASONS } from '../format/format.js';
import { moment, pageOf, pageQuery, tenantName } from './field.js';

/** A message that could not become an event: where it came from, and why it is here. */
export const quarantineView = z
  .object({
    id: z.uuid(),
    tenant: z.string().nullable().describe('that of its subject, when it is a known one'),
    reason: z.enum(QUARANTINE_REASONS),
    field: z.string().nullable(),
    detail: z.string(),
    subject: z.string(),
    headers: z.record(z.string(), z.string()),
    receivedAt: moment,
    streamSeq: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'QuarantinedMessage' });
export type QuarantineView = z.infer<typeof quarantineView>;

export const quarantineDetail = quarantineView
  .extend({
    raw: z.object({
      base64: z.string(),
      text: z.string().nullable().describe('the same as text; null when it is not UTF-8'),
    }),
  })
  .meta({ id: 'QuarantinedMessageDetail' });
export type QuarantineDetail = z.infer<typeof quarantineDetail>;

export const quarantinePage = pageOf(quarantineView);
export const quarantineQuery = pageQuery.extend({
  tenant: tenantName.optional(),
  reason: z.enum(QUARANTINE_REASONS).optional(),
});
export const quarantineParams = z.object({ id: z.uuid() });
