import { DEVICE_CLASSES, KINDS, PARTIES, QUEUES, SEVERITIES, parseInstant, partyOf } from '@demarc/domain';
import { z } from 'zod';
import { areaRules } from '../format/area-rule-schema.js';
import { incidentReport } from '../format/incident-schema.js';
import { FORMATS } from '../format/registry.js';
import { tenantName } from '../http/field.js';

const MOST_CASES = 10_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
export const NEVER_IMPORTED_WORD = 'never-imported';
export const INFORM_NOBODY = 'nobody';

const text = z.string().trim().min(1).max(500);
const formatNames = FORMATS.map(({ name }) => name);
const reportFields = Object.keys(incidentReport.shape);

const moment = z.string().transform((given, context) => {
  const instant = parseInstant(DATE_ONLY.test(given) ? `${given}T00:00:00Z` : given);
  if (instant) return instant;
  context.addIssue(`"${given}" is no date; write 2026-11-22 or 2026-11-22T10:00:00Z`);
  return z.NEVER;
});

const message = z.strictObject({
  kind: z.enum(KINDS),
  format: z.enum(formatNames),
  body: z.record(z.string(), z.unknown()),
});

/** A message of a source as it is sent; without `format` and `body`, an incident report of Demarc's own, written flat. */
const event = z.looseObject({ kind: z.enum(KINDS) }).transform((given, context): z.output<typeof message> => {
  if ('format' in given || 'body' in given) {
    const checked = message.safeParse(given);
    if (checked.success) return checked.data;
    for (const issue of checked.error.issues)
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    return z.NEVER;
  }
  const { kind, ...body } = given;
  // The format itself ignores what it does not know; here it can only be a slip of the pen.
  for (const field of Object.keys(body).filter((name) => !reportFields.includes(name))) {
    context.addIssue({ code: 'custom', message: `no such field; known are ${reportFields.join(', ')}`, path: [field] });
  }
  return { kind, format: 'incident', body };
});

const expected = z
  .strictObject({
    owner: z.enum(PARTIES),
    queue: z.enum(QUEUES),
    /** Who is told beside the owner. */
    inform: z.enum([...QUEUES, INFORM_NOBODY]),
    severity: z.enum(SEVERITIES).optional(),
    clause: z.string().optional(),
    device: z.enum(DEVICE_CLASSES).optional(),
    provisional: z.boolean().optional(),
  })
  .refine(({ owner, queue }) => partyOf(queue) === owner, { error: 'is a queue of the other party', path: ['queue'] });

const testCase = z.strictObject({
  name: text,
  event,
  /** One decision; a list when the devices belong to both sides, one for each party. */
  expect: z.preprocess(
    (given) => (Array.isArray(given) ? (given as unknown[]) : [given]),
    z
      .array(expected)
      .min(1)
      .max(PARTIES.length)
      .refine((halves) => new Set(halves.map(({ owner }) => owner)).size === halves.length, 'names one owner twice'),
  ),
});

const directoryState = z.strictObject({
  /** When the inventory was read; default: `now`. */
  asOf: moment.optional(),
  coverage: z.enum(['complete', 'partial']).default('complete'),
  freshHours: z.int().min(1).nullable().default(null),
});

/** Expectations on a policy: events with what must become of them. */
export const testFile = z.strictObject({
  /** A version that ships, or a policy's file relative to this one. */
  policy: text,
  tenant: tenantName.default('example'),
  /** What counts as now; default: when it is run. */
  now: moment.optional(),
  /** Devices with the columns of the device import. */
  directory: z.array(z.record(z.string(), z.unknown())).default([]),
  directoryState: z
    .union([z.literal(NEVER_IMPORTED_WORD), directoryState], {
      error: `write ${NEVER_IMPORTED_WORD}, or some of asOf, coverage (complete or partial) and freshHours`,
    })
    .prefault({}),
  /** The tenant's own rules on what an event is about. */
  areaRules: areaRules.default([]),
  cases: z.array(testCase).min(1).max(MOST_CASES),
});

export type PolicyTestFile = z.output<typeof testFile>;
export type PolicyTestCase = z.output<typeof testCase>;
export type ExpectedDecision = z.output<typeof expected>;
