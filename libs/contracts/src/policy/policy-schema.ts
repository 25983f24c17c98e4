import {
  AREAS,
  CONTACT_AREAS,
  DEVICE_ACTIONS,
  DEVICE_CLASSES,
  HANDLED_BY,
  INVOLVEMENTS,
  KINDS,
  PARTIES,
  QUEUES,
  RINGS,
  SEVERITIES,
  SOURCE_SEVERITIES,
} from '@demarc/domain';
import { z } from 'zod';

const text = z.string().trim().min(1).max(500);
/** The lint compares each with each. */
const MAX_CLAUSES = 200;

/** Names a policy for ever; it is part of paths and of receipts. */
export const policyVersion = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'use up to 63 lower-case letters, digits, dots and hyphens');

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/, 'use up to 63 letters, digits, dots and hyphens');
const ids = z.array(id).max(MAX_CLAUSES);
const oneOrMore = <Word extends string>(words: readonly [Word, ...Word[]]) => z.array(z.enum(words)).min(1).optional();

const condition = z.strictObject({
  kind: oneOrMore(KINDS),
  device: oneOrMore(DEVICE_CLASSES),
  area: oneOrMore(AREAS),
  handledBy: oneOrMore(HANDLED_BY),
  serviceImpact: oneOrMore(['yes', 'no']),
  ring: oneOrMore(RINGS),
});

const severityRule = z
  .strictObject({
    fixed: z.enum(SEVERITIES).optional(),
    lower: z
      .int()
      .min(1)
      .max(SEVERITIES.length - 1)
      .optional(),
  })
  .refine(({ fixed, lower }) => (fixed === undefined) !== (lower === undefined), 'say either `fixed` or `lower`');

const clause = z.strictObject({
  id,
  /** The entry of the published page it restates; left out for a product decision. */
  entry: z.string().optional(),
  title: text,
  when: condition,
  owner: z.enum(PARTIES),
  queue: z.enum(QUEUES),
  contactArea: z.enum(CONTACT_AREAS),
  inform: z.strictObject({ queue: z.enum(QUEUES), when: z.enum(['always', 'when-service-impact', 'never']) }),
  severity: severityRule.optional(),
  clocks: z.literal('none').optional(),
  actions: z.array(z.enum(DEVICE_ACTIONS)).default([]),
  provisional: z.boolean().default(false),
  yieldsTo: ids.default([]),
});

const passage = z.string().trim().min(1).max(2_000).optional();
const entry = z
  .strictObject({
    title: text,
    owner: z.enum([...PARTIES, 'shared']),
    /** The page it stands on; left out for the page that the policy is named after. */
    page: text.optional(),
    /** The page's own words, which are shown in quotation marks. */
    quote: passage,
    /** What it says, for whoever reads the file, where the page's own words are not to be had. */
    summary: passage,
  })
  .refine(
    ({ quote, summary }) => (quote === undefined) !== (summary === undefined),
    'say either `quote`, in the page’s own words, or `summary`',
  );

const clocks = z.strictObject({
  firstResponseMinutes: z.int().min(1),
  updateMinutes: z.int().min(1),
  hours: z.enum(['24x7', 'support-hours']),
});

const words = z.array(z.string().trim().min(1).max(100)).min(1).optional();
const serviceImpactRule = z
  .strictObject({
    id,
    because: text,
    kind: oneOrMore(KINDS),
    severity: oneOrMore(SOURCE_SEVERITIES),
    category: words,
    technique: z
      .array(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'write it as T1021 or T1021.002'))
      .min(1)
      .optional(),
    area: oneOrMore(AREAS),
    involves: oneOrMore(INVOLVEMENTS),
  })
  .refine((rule) => Object.keys(rule).length > 2, 'the rule names nothing, so that every event would match it');

const head = { version: policyVersion, title: text };

/** A policy that stands by itself. */
export const wholePolicy = z.strictObject({
  ...head,
  publishedOn: z.iso.date().nullable().default(null),
  severity: z.record(z.enum(SOURCE_SEVERITIES), z.enum(SEVERITIES)),
  clocks: z.record(z.enum(SEVERITIES), clocks),
  entries: z.record(z.string(), entry),
  serviceImpact: z.array(serviceImpactRule).max(MAX_CLAUSES),
  clauses: z.array(clause).min(1).max(MAX_CLAUSES),
});

/** What a policy changes of another: whatever it does not mention stays as it is there. */
export const extendingPolicy = z.strictObject({
  ...head,
  extends: policyVersion,
  publishedOn: z.iso.date().nullable().optional(),
  severity: z.partialRecord(z.enum(SOURCE_SEVERITIES), z.enum(SEVERITIES)).default({}),
  clocks: z.partialRecord(z.enum(SEVERITIES), clocks).default({}),
  entries: z.record(z.string(), entry).default({}),
  serviceImpact: z.array(serviceImpactRule).max(MAX_CLAUSES).default([]),
  /** Clauses of the other that no longer hold. */
  remove: ids.default([]),
  /**
   * One with an id of the other takes its place. A new one stands before the clause named in `before`, else first, and
   * the clauses named in `takesFrom` yield to it.
   */
  clauses: z
    .array(clause.extend({ before: id.optional(), takesFrom: ids.default([]) }))
    .max(MAX_CLAUSES)
    .default([]),
});

export type ClauseOfFile = z.output<typeof clause>;
export type EntryOfFile = z.output<typeof entry>;
export type WholePolicy = z.output<typeof wholePolicy>;
export type ExtendingPolicy = z.output<typeof extendingPolicy>;
