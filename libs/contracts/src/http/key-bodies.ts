import { KEY_PURPOSES } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, plainText, tenantName } from './field.js';

export const keyParams = z.object({ tenant: tenantName, id: z.uuid() });
export const keyBody = z.object({
  name: plainText(100)
    .regex(/^\S(?:.*\S)?$/, 'must be one line that neither begins nor ends with a space')
    .describe('whoever uses it acts as <party>/<name>'),
  purpose: z
    .enum(KEY_PURPOSES)
    .default('respond')
    .describe('publish: send events; read: incidents and figures; respond: answer back'),
  expiresAt: momentGiven.optional().describe('a year from now without it'),
});

export const keyView = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    name: z.string(),
    purpose: z.enum(KEY_PURPOSES),
    seesSecurity: z.boolean().describe('false: made by somebody who sees no security incidents, and neither does it'),
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
