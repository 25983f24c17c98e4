import {
  AREAS,
  CONTACT_AREAS,
  DEVICE_ACTIONS,
  DEVICE_CLASSES,
  FINDING_KINDS,
  HANDLED_BY,
  KINDS,
  PARTIES,
  QUEUES,
  RINGS,
  SEVERITIES,
  SOURCE_SEVERITIES,
  parseInstant,
} from '@demarc/domain';
import { z } from 'zod';
import { policyVersion } from '../policy/policy-schema.js';
import { moment, plainText, tenantName } from './field.js';

export const MOST_POLICY_CHARACTERS = 500_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

export const policyParams = z.object({ version: policyVersion });
export const policyYaml = z.string().describe('the policy as a YAML file');
export const policyQuery = z.object({
  tenant: tenantName.optional().describe('for this tenant only; default: every tenant may adopt it'),
});
export const policyBody = z.object({
  document: plainText(MOST_POLICY_CHARACTERS).describe('the policy as a YAML file'),
  tenant: tenantName.nullish().describe('for this tenant only; null: every tenant may adopt it'),
});

export const policySummary = z
  .object({
    version: z.string(),
    title: z.string(),
    extends: z.string().nullable().describe('the version it overrides or extends'),
    publishedOn: z.string().nullable().describe('the first day it may hold; null: any'),
    tenant: z.string().nullable().describe('null: every tenant may adopt it'),
    digest: z.string().describe("of the file's text, as receipts name it"),
    isShipped: z.boolean(),
    publishedAt: moment.nullable().describe('null: it ships with Demarc'),
    publishedBy: z.string().nullable(),
    approvedBy: z.string().nullable().describe('who agreed to it; null: it took one person, or ships'),
  })
  .meta({ id: 'PolicySummary' });
export type PolicySummary = z.infer<typeof policySummary>;
export const policyList = z.object({ items: z.array(policySummary) });

const valuesOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.array(z.enum(words)).readonly().exactOptional();
const condition = z
  .object({
    kind: valuesOf(KINDS),
    device: valuesOf(DEVICE_CLASSES),
    area: valuesOf(AREAS),
    handledBy: valuesOf(HANDLED_BY),
    serviceImpact: valuesOf(['yes', 'no']),
    ring: valuesOf(RINGS),
  })
  .describe('holds when every fact that is named has one of its values')
  .meta({ id: 'PolicyCondition' });
const facts = z.object({
  kind: z.enum(KINDS),
  device: z.enum(DEVICE_CLASSES),
  area: z.enum(AREAS),
  handledBy: z.enum(HANDLED_BY),
  serviceImpact: z.enum(['yes', 'no']),
  ring: z.enum(RINGS),
});

const outcome = {
  title: z.string(),
  source: z.string().nullable().describe('the entry of the published page; null: a decision of the product'),
  queue: z.enum(QUEUES),
  contactArea: z.enum(CONTACT_AREAS),
  inform: z.object({ queue: z.enum(QUEUES), when: z.enum(['always', 'when-service-impact', 'never']) }),
  severity: z.union([
    z.object({ rule: z.literal('table') }),
    z.object({ rule: z.literal('fixed'), severity: z.enum(SEVERITIES) }),
    z.object({ rule: z.literal('lower'), levels: z.int() }),
  ]),
  clocks: z.boolean().describe('false: no service level runs'),
  provisional: z.boolean(),
};
export const clauseView = z
  .object({
    id: z.string(),
    ...outcome,
    quote: z.string().nullable(),
    when: condition,
    actions: z.array(z.enum(DEVICE_ACTIONS)).readonly(),
    yieldsTo: z.array(z.string()).readonly(),
  })
  .meta({ id: 'PolicyClause' });
const matrixRow = z
  .object({
    clauseId: z.string(),
    ...outcome,
    owner: z.enum(PARTIES),
    situations: z.array(condition).readonly().describe('when it decides, after all that earlier clauses take'),
    cells: z.int().describe('how many combinations of facts it decides'),
  })
  .meta({ id: 'PolicyMatrixRow' });

export const policyClocks = z.object({
  firstResponseMinutes: z.number(),
  updateMinutes: z.number(),
  hours: z.enum(['24x7', 'support-hours']),
});

export const policyView = policySummary
  .extend({
    document: z.string().describe('the YAML as it was published'),
    clauses: z.array(clauseView).readonly().describe('in the order in which they are tried'),
    severity: z
      .record(z.enum(SOURCE_SEVERITIES), z.enum(SEVERITIES))
      .describe('what each severity of a source becomes'),
    clocks: z.record(z.enum(SEVERITIES), policyClocks).describe('how soon each severity is answered'),
    rows: z.array(matrixRow).readonly().describe('who owns what, worked out from every combination of facts'),
  })
  .meta({ id: 'Policy' });
export type PolicyView = z.infer<typeof policyView>;

/** One thing that is wrong with a policy, as its lint reports it. */
export const policyFinding = z
  .object({
    kind: z.enum(FINDING_KINDS),
    clauses: z.array(z.string()).readonly().describe('the clause at fault, then those that take from it'),
    cells: z.int().describe('how many combinations of facts it is about'),
    where: z.array(condition).readonly(),
    example: facts.nullable(),
    message: z.string(),
  })
  .meta({ id: 'PolicyFinding' });
export type PolicyFinding = z.infer<typeof policyFinding>;
export const policyLint = z.object({
  version: z.string(),
  title: z.string(),
  clauses: z.int().describe('how many it has'),
  findings: z.array(policyFinding).readonly().describe('empty: it may be published'),
});
export type PolicyLint = z.infer<typeof policyLint>;

export const holdsFromDay = z.string().transform((text, context) => {
  const instant = parseInstant(DATE_ONLY.test(text) ? `${text}T00:00:00Z` : text);
  if (instant) return instant;
  context.addIssue(`"${text.slice(0, 100)}" is no date; write 2026-11-22 or 2026-11-22T10:00:00Z`);
  return z.NEVER;
});

export const adoptionBody = z.object({
  version: policyVersion,
  holdsFrom: holdsFromDay.describe('events whose activity began then or later are decided by it; a day begins in UTC'),
});

export const adoptionView = z
  .object({
    version: z.string(),
    title: z.string(),
    holdsFrom: moment.nullable().describe('null: the default, which holds before everything that was adopted'),
    adoptedAt: moment.nullable(),
    adoptedBy: z.string().nullable(),
    approvedBy: z.string().nullable().describe('who agreed to it; null: it took one person, or is the default'),
    isInForce: z.boolean().describe('whether it decides what happens now'),
  })
  .meta({ id: 'PolicyAdoption' });
export type AdoptionView = z.infer<typeof adoptionView>;
export const adoptionList = z.object({
  tenant: z.string(),
  items: z.array(adoptionView).readonly().describe('in the order in which they hold, the default first'),
});
export type AdoptionList = z.infer<typeof adoptionList>;
