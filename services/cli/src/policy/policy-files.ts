import { stat } from 'node:fs/promises';
import {
  parsePolicy,
  PolicyFileError,
  ROUTES,
  type ResolvePolicy,
  SHIPPED_POLICY_VERSIONS,
  shippedPolicies,
  shippedPolicy,
  DEFAULT_POLICY_VERSION,
} from '@demarc/contracts';
import type { Policy } from '@demarc/domain';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';
import { publishedPolicy } from './published-policy.js';

/** A policy of a file, or what keeps the file from being one. */
export type PolicyFile =
  { readonly file: string; readonly policy: Policy } | { readonly file: string; readonly error: PolicyFileError };

/** What reading policies needs: files and standard input, and the API for what was published. */
export type PolicyReader = Pick<Session, 'api' | 'io' | 'remark'>;

/** A policy's words under the name that stands for it in messages. */
type Named = readonly [name: string, yaml: string];

const YAML_NAME = /\.ya?ml$/;

/**
 * Reads policy files, in the order given. One that extends another finds it among the files, in whatever order they
 * stand, else among those that ship, else among those that were published. Without a reachable API the last are not
 * known, which is remarked. Throws a usage failure when a file is not there.
 */
export async function readPolicyFiles(files: readonly string[], reader: PolicyReader): Promise<readonly PolicyFile[]> {
  const texts: Named[] = [];
  for (const file of files) texts.push([file, new TextDecoder().decode(await readInput(file, reader.io))]);
  const read = await readTexts(texts, reader);
  return files.map((file) => read.get(file)!);
}

/**
 * The policy that a person names: a version that ships, a file, or a version that was published.
 *
 * @throws Failure: every mistake of the file; nothing has this name; or only the API could know it and is away
 */
export async function namedPolicy(named: string | undefined, reader: PolicyReader): Promise<Policy> {
  const version = SHIPPED_POLICY_VERSIONS.find((shipped) => shipped === (named ?? DEFAULT_POLICY_VERSION));
  if (version) return shippedPolicy(version);
  const name = named!;
  const isVersion = looksLikeVersion(name) && !(await isFile(name));
  const [read] = isVersion
    ? (await readTexts([[name, await publishedText(name, reader)]], reader)).values()
    : await readPolicyFiles([name], reader);
  if (read && 'policy' in read) return read.policy;
  throw new Failure(EXIT.refused, `${name}: ${read!.error.message}`);
}

async function readTexts(texts: readonly Named[], reader: PolicyReader): Promise<ReadonlyMap<string, PolicyFile>> {
  const known = new Map((await shippedPolicies()).map((policy) => [policy.version, policy]));
  const read = new Map<string, PolicyFile>();
  const asked = new Set<string>();
  // A base may stand behind what extends it: go round again for as long as that, or the API, brings anything.
  for (let pending = texts; pending.length > 0;) {
    const missing = new Set<string>();
    for (const [name, yaml] of pending) {
      const one = readPolicy(name, yaml, (version) => {
        const base = known.get(version) ?? null;
        if (!base && !asked.has(version)) missing.add(version);
        return base;
      });
      read.set(name, one);
      if ('policy' in one) known.set(one.policy.version, one.policy);
    }
    const left = pending.filter(([name]) => 'error' in read.get(name)!);
    if (left.length < pending.length) pending = left;
    else {
      const published = await publishedBases(missing, reader);
      if (published.length === 0) break;
      for (const version of missing) asked.add(version);
      pending = [...left, ...published];
    }
  }
  return read;
}

function readPolicy(file: string, text: string, baseOf: ResolvePolicy): PolicyFile {
  try {
    return { file, policy: parsePolicy(text, baseOf) };
  } catch (error) {
    if (error instanceof PolicyFileError) return { file, error };
    throw error;
  }
}

/** What the API knows of these. While it is away the files say for themselves what they miss. */
async function publishedBases(versions: ReadonlySet<string>, reader: PolicyReader): Promise<readonly Named[]> {
  const found: Named[] = [];
  try {
    for (const version of versions) {
      const yaml = await publishedPolicy(version, reader);
      if (yaml !== null) found.push([version, yaml]);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.unreachable) throw error;
    reader.remark(`${error.message} Policies that were published are not known here.`);
  }
  return found;
}

async function publishedText(version: string, reader: PolicyReader): Promise<string> {
  const known = `${version} is neither a policy that ships nor a file`;
  try {
    const yaml = await publishedPolicy(version, reader);
    if (yaml !== null) return yaml;
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.unreachable) throw error;
    throw new Failure(
      error.exitCode,
      `${known}, and what was published only the API knows. ${error.message}`,
      error.advice,
    );
  }
  throw new Failure(
    EXIT.notFound,
    `There is no policy ${version}: it does not ship, nobody published it, and no file has this name.`,
    '`demarc policy list` shows what there is.',
  );
}

/** Whether it may name a policy at the API. */
function looksLikeVersion(name: string): boolean {
  return ROUTES.readPolicy.params.safeParse({ version: name }).success && !YAML_NAME.test(name);
}

async function isFile(name: string): Promise<boolean> {
  const found = await stat(name).catch(() => null);
  return found?.isFile() ?? false;
}
