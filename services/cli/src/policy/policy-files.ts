import {
  parsePolicy,
  PolicyFileError,
  SHIPPED_POLICY_VERSIONS,
  shippedPolicies,
  shippedPolicy,
  DEFAULT_POLICY_VERSION,
} from '@demarc/contracts';
import type { Policy } from '@demarc/domain';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { readInput } from '../read-input.js';

/** A policy of a file, or what keeps the file from being one. */
export type PolicyFile =
  { readonly file: string; readonly policy: Policy } | { readonly file: string; readonly error: PolicyFileError };

/**
 * Reads policy files, in the order given. One that extends another finds it among the files, in whatever order they
 * stand, else among those that ship. Throws a usage failure when a file is not there.
 */
export async function readPolicyFiles(files: readonly string[], io: Pick<Io, 'stdin'>): Promise<readonly PolicyFile[]> {
  const texts: [file: string, text: string][] = [];
  for (const file of files) texts.push([file, new TextDecoder().decode(await readInput(file, io))]);
  const known = new Map((await shippedPolicies()).map((policy) => [policy.version, policy]));
  const read = new Map<string, PolicyFile>();
  // A base may stand behind what extends it: go round again for as long as that brings anything.
  let pending = texts;
  for (let before = Infinity; pending.length > 0 && pending.length < before;) {
    before = pending.length;
    const found = pending.map(([file, text]) => readPolicy(file, text, known));
    for (const one of found) {
      read.set(one.file, one);
      if ('policy' in one) known.set(one.policy.version, one.policy);
    }
    pending = pending.filter(([file]) => 'error' in read.get(file)!);
  }
  return files.map((file) => read.get(file)!);
}

/** The policy that a person names: a version that ships, or a file. Throws a failure that lists the file's mistakes. */
export async function namedPolicy(named: string | undefined, io: Pick<Io, 'stdin'>): Promise<Policy> {
  const version = SHIPPED_POLICY_VERSIONS.find((shipped) => shipped === (named ?? DEFAULT_POLICY_VERSION));
  if (version) return shippedPolicy(version);
  const [read] = await readPolicyFiles([named!], io);
  if (read && 'policy' in read) return read.policy;
  throw new Failure(EXIT.refused, `${named}: ${read!.error.message}`);
}

function readPolicy(file: string, text: string, known: ReadonlyMap<string, Policy>): PolicyFile {
  try {
    return { file, policy: parsePolicy(text, (version) => known.get(version) ?? null) };
  } catch (error) {
    if (error instanceof PolicyFileError) return { file, error };
    throw error;
  }
}
