import { z } from 'zod';
import { someText, tenantName } from './field.js';

const entraTenantId = z.guid('must be a GUID').describe('the Entra tenant id; alerts that name another are refused');

export const tenantBody = z.object({
  tenant: tenantName,
  name: someText(200),
  entraTenantId: entraTenantId.nullish(),
});

export const tenantView = z
  .object({
    tenant: z.string(),
    name: z.string(),
    entraTenantId: z.string().nullable(),
    directoryRevision: z.int(),
    directoryLoaded: z
      .boolean()
      .describe('false until devices were imported: until then no device can be said to be outside the service'),
  })
  .meta({ id: 'Tenant' });
export type TenantView = z.infer<typeof tenantView>;

export const tenantList = z.object({ items: z.array(tenantView) });
export const tenantParams = z.object({ tenant: tenantName });
