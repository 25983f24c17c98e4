import { createHash } from 'node:crypto';
import type { Policy } from '@demarc/domain';
import { z } from 'zod';
import { parseBoundedYaml } from '../yaml/bounded-yaml.js';
import { YamlFault } from '../yaml/yaml-fault.js';
import { citationsOf, clauseOf, mistakesOfClauses } from './clause-of-file.js';
import { type ResolvePolicy, baseOf, extendPolicy } from './extend-policy.js';
import { PolicyFileError } from './policy-file-error.js';
import { extendingPolicy, wholePolicy } from './policy-schema.js';

const DIGEST_LENGTH = 16;
const ABSENT = /^Invalid input: .* received undefined$/;

/**
 * A policy from its YAML, either whole or as what it changes of the one it `extends`. The digest is the beginning of
 * the SHA-256 of the text in UTF-8, as `sha256sum` prints it; where it extends another, of that one's digest and the
 * text, one behind the other, so that it covers every word that decides.
 * Throws a {@link PolicyFileError} that lists every mistake with its place. Whether its clauses leave gaps or overlap
 * is not judged here but by `lintPolicy`.
 */
export function parsePolicy(yaml: string, resolve: ResolvePolicy = () => null): Policy {
  const file = read(yaml);
  if (typeof file === 'object' && file !== null && 'extends' in file) {
    const extending = checked(extendingPolicy, file);
    const base = baseOf(extending, resolve);
    return extendPolicy(extending, base, digestOf(base.digest + yaml));
  }
  const { entries, clauses, ...head } = checked(wholePolicy, file);
  const citations = citationsOf(entries, head.title);
  const mistakes = mistakesOfClauses(clauses, head.serviceImpact, entries, citations);
  if (mistakes.length > 0) throw new PolicyFileError(`Policy ${head.version} contradicts itself`, mistakes);
  return {
    ...(head as Omit<Policy, 'clauses' | 'extends' | 'digest'>),
    extends: null,
    digest: digestOf(yaml),
    clauses: clauses.map((clause) => clauseOf(clause, citations)),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, DIGEST_LENGTH);
}

function read(yaml: string): unknown {
  try {
    return parseBoundedYaml(yaml);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw new PolicyFileError('The policy is not YAML', [error.message.trim()], { cause: error });
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, file: unknown): z.output<Schema> {
  const parsed = schema.safeParse(file);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(
    ({ path, message }) => `${z.core.toDotPath(path) || 'the file'}: ${message.replace(ABSENT, 'is missing')}`,
  );
  throw new PolicyFileError('The policy cannot be read', mistakes, { cause: parsed.error });
}
