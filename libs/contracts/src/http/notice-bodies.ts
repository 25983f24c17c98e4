import { CHANNEL_TYPES, NOTICE_KINDS, NOTICE_STANDINGS, type NoticeDetails, QUEUES } from '@demarc/domain';
import { z } from 'zod';
import { noticeAudience } from '../bus/messages.js';
import { acknowledgement } from './acknowledgement.js';
import { moment, pageOf, pageQuery, plainText, several, tenantName } from './field.js';
import { seenByQuery } from './seen-by.js';

/**
 * `pending`: not answered yet; `retrying`: failed for now; `sent`: the receiver took it; `failed`: given up, can be
 * redriven; `muted`: kept back by a silence, maintenance or another incident; `held`: until the contact's hours, or for a
 * digest; `digested`: told in a digest. Of a notice that has no delivery: `owed`: nobody was tried yet; `unreachable`: the party has no contact.
 */
export const DELIVERY_STATES = ['pending', 'retrying', 'sent', 'failed', 'muted', 'held', 'digested'] as const;
export const DELIVERY_STATUSES_SHOWN = [...DELIVERY_STATES, 'owed', 'unreachable'] as const;

export const deliveryAttempt = z.object({
  attempt: z.int(),
  at: moment,
  durationMs: z.int(),
  target: z.string(),
  outcome: z.enum(['sent', 'failedTemporarily', 'failedPermanently']),
  reason: z.string(),
  answer: z.string().nullable(),
});

/** One channel of one contact for one notice: from planned to taken by the receiver, or given up. */
export const deliveryView = z
  .object({
    id: z.uuid(),
    contactId: z.uuid(),
    contactName: z.string(),
    channel: z.enum(CHANNEL_TYPES),
    target: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable(),
    plannedAt: moment,
    nextAttemptAt: moment.nullable(),
    sentAt: moment.nullable(),
    attempts: z.array(deliveryAttempt).describe('oldest first'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof deliveryView>;

const STANDINGS_SAY = [
  'told: the party knows',
  'told-not-acknowledged: a receiver accepted it',
  'on-the-way: it is tried, or held back until a chosen time',
  'late: it is tried, and was owed too long ago',
  'muted: by a silence, a window or another incident',
  'untold: given up, or nobody can be reached',
].join('; ');

/** A notice and what came of it. */
export const noticeView = z
  .object({
    id: z.uuid(),
    kind: z.enum(NOTICE_KINDS),
    queue: z.enum(QUEUES),
    audience: noticeAudience,
    because: z.string(),
    clauseId: z.string().nullable().describe('under which it is owed; null: by what somebody did, or by a clock'),
    policyVersion: z.string().nullable().describe('of that clause'),
    owedUnder: z.string().describe('the clause, what somebody did or the clock, in few words'),
    details: z.custom<NoticeDetails>().meta({ type: 'object', description: 'what its kind tells' }).nullable(),
    owedAt: moment,
    state: z.enum(['owed', 'planned', 'unreachable']),
    toldAt: moment.nullable().describe('when a receiver of the party first accepted it'),
    acknowledgement: acknowledgement.nullable().describe('null: nobody of the party showed that they know'),
    standing: z.enum(NOTICE_STANDINGS).describe(STANDINGS_SAY),
    deliveries: z.array(deliveryView),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeView>;

/** A row of the list of all deliveries; of a notice without one, what belongs to a delivery is null. */
export const deliveryListItem = z
  .object({
    id: z.uuid().describe("the delivery's id; the notice's when there is no delivery"),
    tenant: z.string(),
    noticeId: z.uuid(),
    incidentId: z.uuid().nullable().describe('null: a digest or a window of maintenance'),
    reference: z.string().nullable().describe("the incident's"),
    kind: z.enum(NOTICE_KINDS),
    queue: z.enum(QUEUES),
    owedAt: moment,
    state: z.enum(DELIVERY_STATUSES_SHOWN),
    contactName: z.string().nullable(),
    channel: z.enum(CHANNEL_TYPES).nullable(),
    target: z.string().nullable(),
    reason: z.string().nullable(),
    answer: z.string().nullable(),
    attempts: z.int(),
    nextAttemptAt: moment.nullable(),
    sentAt: moment.nullable(),
  })
  .meta({ id: 'DeliveryListItem' });
export type DeliveryListItemView = z.infer<typeof deliveryListItem>;

export const deliveryQuery = pageQuery.extend(seenByQuery.shape).extend({
  state: several(z.enum(DELIVERY_STATUSES_SHOWN)),
  failed: z
    .enum(['true', 'false'])
    .optional()
    .describe('`true`: only what somebody must look after, failed or unreachable'),
  tenant: tenantName.optional(),
  incident: plainText(64).optional().describe('id or reference'),
});
export const deliveryPage = pageOf(deliveryListItem);

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
export const redriveAnswer = z.object({
  redriven: z.int(),
  deliveryIds: z.array(z.uuid()),
  repeated: z.boolean().describe('the same was asked before with this key: this was done then, and nothing now'),
});
