import { CHANNEL_TYPES } from '@demarc/domain';
import { z } from 'zod';
import { moment, pageOf, pageQuery, plainText, several, tenantName } from './field.js';

export const DELIVERY_STATES = ['pending', 'retrying', 'sent', 'failed'] as const;

export const deliveryAttempt = z.object({
  attempt: z.int(),
  at: moment,
  durationMs: z.int(),
  outcome: z.enum(['sent', 'failedTemporarily', 'failedPermanently']),
  reason: z.string(),
  answer: z.string().nullable(),
});

/** One channel of one contact for one notice: from planned to taken by the receiver, or given up. */
export const deliveryView = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    noticeId: z.uuid(),
    incidentId: z.uuid(),
    contactId: z.uuid(),
    contactName: z.string(),
    channel: z.enum(CHANNEL_TYPES),
    target: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable(),
    answer: z.string().nullable(),
    attempts: z.int(),
    plannedAt: moment,
    nextAttemptAt: moment.nullable(),
    sentAt: moment.nullable(),
    history: z.array(deliveryAttempt).describe('every attempt, oldest first'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryQuery = pageQuery.extend({
  state: several(z.enum(DELIVERY_STATES)),
  failed: z.enum(['true', 'false']).optional().describe('`true` is short for `state=failed`'),
  tenant: tenantName.optional(),
  incident: plainText(64).optional().describe('id or reference'),
});
export const deliveryPage = pageOf(deliveryView);

const MOST_REDRIVEN_BY_ID = 1_000;
export const redriveBody = z
  .object({
    deliveryIds: z.array(z.uuid()).min(1).max(MOST_REDRIVEN_BY_ID).optional(),
    tenant: tenantName.optional(),
    all: z.literal(true).optional(),
  })
  .refine(
    (body) => Object.values(body).filter((value) => value !== undefined).length === 1,
    'say exactly one of deliveryIds, tenant and all',
  );
export const redriveAnswer = z.object({ redriven: z.int() });
