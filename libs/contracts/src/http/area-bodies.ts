import { z } from 'zod';
import { areaRule, areaRules } from '../format/area-rule-schema.js';
import { moment, tenantName } from './field.js';

export const YAML_MEDIA_TYPE = 'application/yaml';
export const areaRulesYaml = z.string().describe('the same list as YAML');

const rules = z.array(areaRule).readonly();
export const areaRulesView = z
  .object({
    tenant: z.string(),
    firm: rules.describe("looked at first: what a Defender alert happened on, which a tenant's rules cannot move"),
    own: areaRules.describe("the tenant's own, in their order"),
    shipped: rules.describe('looked at last: what comes with Demarc, in the most telling field of an event first'),
  })
  .meta({ id: 'AreaRules' });
export type AreaRulesView = z.infer<typeof areaRulesView>;

const MOST_DAYS = 366;
const USUAL_DAYS = 30;
export const unmatchedQuery = z.object({
  tenant: tenantName.optional(),
  days: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(MOST_DAYS)
    .default(USUAL_DAYS)
    .describe('how far back incidents were opened'),
});

/** Incidents of area `other` that look alike: a rule on their words or source would give them an area. */
export const unmatchedView = z
  .object({
    tenant: z.string(),
    source: z.string(),
    words: z.string().describe('of the titles, without what has digits in it'),
    incidents: z.int(),
    events: z.int(),
    lastOpenedAt: moment,
    example: z.object({ reference: z.string(), title: z.string() }).describe('the newest'),
  })
  .meta({ id: 'UnmatchedArea' });
export type UnmatchedView = z.infer<typeof unmatchedView>;

export const unmatchedList = z.object({
  items: z.array(unmatchedView).describe('the most frequent first'),
  incidents: z.int().describe('how many incidents were looked at'),
  isWhole: z.boolean().describe('false: there were more than are looked at, and only the newest are in the list'),
});
export type UnmatchedList = z.infer<typeof unmatchedList>;
