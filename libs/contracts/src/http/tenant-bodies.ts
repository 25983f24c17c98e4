import { z } from 'zod';
import { COVERAGES } from './directory-bodies.js';
import { moment, someText, tenantName } from './field.js';

const entraTenantId = z.guid('must be a GUID').describe('the Entra tenant id; alerts that name another are refused');

const MOST_FRESH_HOURS = 8_784;
const freshHours = z
  .int()
  .min(1)
  .max(MOST_FRESH_HOURS)
  .nullable()
  .describe('for how many hours an inventory of the devices counts, usually 24; null: for ever');

/** What is left out stays as it is. */
export const tenantBody = z.object({
  tenant: tenantName,
  name: someText(200).optional().describe('its full name; of a new tenant, without it, the short one'),
  entraTenantId: entraTenantId.nullish(),
  directoryFreshHours: freshHours.optional(),
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
    directoryAsOf: moment.nullable().describe('when the inventory of its devices was last read; null: never'),
    directoryCoverage: z.enum(COVERAGES),
    directoryFreshHours: freshHours,
  })
  .meta({ id: 'Tenant' });
export type TenantView = z.infer<typeof tenantView>;

export const tenantList = z.object({ items: z.array(tenantView) });
export const tenantParams = z.object({ tenant: tenantName });
