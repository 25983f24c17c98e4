import { z } from 'zod';
import { ACTOR_HEADER, actorText } from './actor-header.js';
import { moment, momentGiven, plainText, tenantName } from './field.js';

/** What a key may be for. There is one purpose: to answer back. */
export const KEY_PURPOSES = ['respond'] as const;

export const keyParams = z.object({ tenant: tenantName, id: z.uuid() });
export const keyHeaders = z.object({ [ACTOR_HEADER]: actorText });

export const keyBody = z.object({
  name: plainText(100)
    .regex(/^\S(?:.*\S)?$/, 'must be one line that neither begins nor ends with a space')
    .describe('whoever uses it acts as customer/<name>'),
  purpose: z.enum(KEY_PURPOSES).default('respond'),
  expiresAt: momentGiven.optional().describe('a year from now without it'),
});

export const keyView = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    name: z.string(),
    purpose: z.enum(KEY_PURPOSES),
    createdAt: moment,
    createdBy: z.string(),
    expiresAt: moment,
    lastUsedAt: moment.nullable().describe('to the minute; null: never'),
    revokedAt: moment.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type KeyView = z.infer<typeof keyView>;

export const keyCreated = keyView.extend({
  key: z.string().describe('the key itself. It is kept nowhere and shown this once'),
});
export const keyList = z.object({ items: z.array(keyView) });
