import {
  AREAS,
  DEVICE_CLASSES,
  HANDLED_BY,
  KINDS,
  type Policy,
  QUEUES,
  RINGS,
  SEVERITIES,
  SOURCE_SEVERITIES,
  partyOf,
} from '@demarc/domain';
import { parse } from 'yaml';
import { z } from 'zod';

const condition = z.strictObject({
  kind: z.array(z.enum(KINDS)).optional(),
  device: z.array(z.enum(DEVICE_CLASSES)).optional(),
  area: z.array(z.enum(AREAS)).optional(),
  handledBy: z.array(z.enum(HANDLED_BY)).optional(),
  serviceImpact: z.array(z.enum(['yes', 'no'])).optional(),
  ring: z.array(z.enum(RINGS)).optional(),
});

const clause = z.strictObject({
  id: z.string().min(1),
  /** The entry of the published page it restates; left out for a product decision. */
  entry: z.string().optional(),
  title: z.string().min(1),
  when: condition,
  queue: z.enum(QUEUES),
  inform: z.strictObject({ queue: z.enum(QUEUES), when: z.enum(['always', 'when-service-impact', 'never']) }),
  actions: z.array(z.string()).default([]),
  clocks: z.boolean().default(true),
  severity: z.enum(SEVERITIES).optional(),
  provisional: z.boolean().default(false),
});

const policyFile = z.strictObject({
  version: z.iso.date(),
  title: z.string(),
  severity: z.record(z.enum(SOURCE_SEVERITIES), z.enum(SEVERITIES)),
  entries: z.record(
    z.string(),
    z.strictObject({ title: z.string(), owner: z.enum(['microsoft', 'customer', 'shared']), quote: z.string() }),
  ),
  serviceImpact: z.array(
    z.strictObject({
      id: z.string(),
      because: z.string(),
      kind: z.array(z.enum(KINDS)).optional(),
      severity: z.array(z.enum(SOURCE_SEVERITIES)).optional(),
      category: z.array(z.string()).optional(),
      area: z.array(z.enum(AREAS)).optional(),
    }),
  ),
  clauses: z.array(clause).min(1),
});

/**
 * A policy from its YAML. Throws an Error that lists every mistake with its place: a wrong word, a clause that cites
 * an entry the file does not have, two clauses with one id, a clause that informs the very party that owns.
 */
export function parsePolicy(yaml: string): Policy {
  const parsed = policyFile.safeParse(parse(yaml));
  if (!parsed.success) throw new Error(`The policy cannot be read:\n${z.prettifyError(parsed.error)}`);
  const { entries, clauses, ...head } = parsed.data;
  const mistakes = clauses.flatMap((candidate, index) => {
    const found: string[] = [];
    if (candidate.entry && !(candidate.entry in entries))
      found.push(`cites ${candidate.entry}, which is not among the entries`);
    if (clauses.findIndex((other) => other.id === candidate.id) < index) found.push('has the id of an earlier clause');
    if (partyOf(candidate.inform.queue) === partyOf(candidate.queue)) found.push('informs the party that owns it');
    return found.map((mistake) => `  - clause ${candidate.id} ${mistake}`);
  });
  if (mistakes.length > 0) throw new Error(`Policy ${head.version} is contradictory:\n${mistakes.join('\n')}`);
  return {
    ...(head as Omit<Policy, 'clauses'>),
    clauses: clauses.map(({ entry, ...rest }) => ({
      ...(rest as Omit<Policy['clauses'][number], 'source' | 'quote'>),
      source: entry ? `${entry} ${entries[entry]!.title} (${head.title})` : null,
      quote: entry ? entries[entry]!.quote : null,
    })),
  };
}
