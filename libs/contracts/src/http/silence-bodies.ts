import {
  AREAS,
  type InhibitionRule,
  MATCHER_FIELDS,
  MATCHER_OPERATORS,
  SEVERITIES,
  SILENCE_KINDS,
} from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { moment, momentGiven, someText, tenantName } from './field.js';

const MOST_MATCHERS = 20;

export const matcher = z.strictObject({
  field: z.enum(MATCHER_FIELDS),
  is: z.enum(MATCHER_OPERATORS).describe('`=` and `!=` exactly, `~` and `!~` with * and ?; case does not matter'),
  value: someText(300),
});

export const silenceBody = z
  .strictObject({
    kind: z.enum(SILENCE_KINDS).default('silence'),
    tenant: tenantName.nullish().describe('left out: all customers, which only Microsoft may silence for itself'),
    mutes: z
      .enum(['own-party', 'both'])
      .default('own-party')
      .describe('`both`: also the other party’s notices; only maintenance that Microsoft announces may'),
    matchers: z.array(matcher).max(MOST_MATCHERS).default([]).describe('all must match; none: everything'),
    startsAt: momentGiven.optional().describe('default: now'),
    endsAt: momentGiven,
    reason: someText(1_000),
  })
  .meta({ id: 'NewSilence' });

export const silenceView = z
  .object({
    id: z.uuid(),
    kind: z.enum(SILENCE_KINDS),
    tenant: z.string().nullable(),
    mutes: z.enum(['microsoft', 'customer', 'both']),
    matchers: z.array(matcher).readonly(),
    startsAt: moment,
    endsAt: moment,
    reason: z.string(),
    createdBy: z.string(),
    createdAt: moment,
    cancelledAt: moment.nullable(),
    state: z.enum(['to-come', 'active', 'over']),
  })
  .meta({ id: 'Silence' });
export type SilenceView = z.infer<typeof silenceView>;

export const silenceList = z.object({ items: z.array(silenceView) });
export const silenceQuery = z.object({
  tenant: tenantName.optional(),
  ended: z.enum(['true', 'false']).optional().describe('`true`: also those of the last thirty days'),
});
export const silenceParams = z.object({ id: z.uuid() });

export const silencePreview = z.object({
  incidents: z.array(incidentView).describe('open ones whose notices it would mute, at most fifty'),
  count: z.int().describe('of those looked at: the newest 10,000 open ones'),
  isMore: z.boolean().describe('more are open than were looked at: it would mute at least so many'),
  scope: z.string(),
});

/** What keeps the notices of an incident back now. */
export const mutedView = z
  .object({
    by: z.string().describe('`silence:<id>` or `inhibited:<reference>`'),
    reason: z.string(),
    until: moment.nullable().describe('null: until the other incident is over'),
  })
  .meta({ id: 'Muted' });

const titles = z.array(someText(200)).min(1).max(50).describe('patterns with * and ?');
export const inhibitionRules = z
  .array(
    z.strictObject({
      name: someText(100),
      source: z.strictObject({ areas: z.array(z.enum(AREAS)).min(1), severities: z.array(z.enum(SEVERITIES)).min(1) }),
      target: z.strictObject({ areas: z.array(z.enum(AREAS)).min(1), titles }),
    }),
  )
  .max(50);
export const inhibitionBody = z.strictObject({
  rules: inhibitionRules.nullable().describe('null: the shipped ones; an empty list: nothing mutes anything'),
});
export const inhibitionView = z.object({
  tenant: z.string(),
  own: z.boolean(),
  rules: z.array(z.custom<InhibitionRule>().meta({ type: 'object' })).readonly(),
});
