import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Policy } from '@demarc/domain';
import { parsePolicy } from './policy-file.js';

/** The version that holds for a tenant which has not adopted another. */
export const DEFAULT_POLICY_VERSION = '2021-08-08';

/** Reads a policy that ships with Demarc. Throws when the file is missing or wrong, which is a broken build. */
export async function shippedPolicy(version: string = DEFAULT_POLICY_VERSION): Promise<Policy> {
  const file = new URL(`../../policies/${version}.yaml`, import.meta.url);
  return parsePolicy(await readFile(fileURLToPath(file), 'utf8'));
}
