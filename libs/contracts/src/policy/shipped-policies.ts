import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Policy } from '@demarc/domain';
import { parsePolicy } from './policy-file.js';

/** The versions that ship, in the order in which their pages were published. */
export const SHIPPED_POLICY_VERSIONS = ['2021-08-08', '2023-03-08', '2023-07-13'] as const;

/** The version that holds for a tenant which has not adopted another. */
export const DEFAULT_POLICY_VERSION = SHIPPED_POLICY_VERSIONS[0];

/** Every policy that ships. Throws when a file is missing or wrong, which is a broken build. */
export function shippedPolicies(): Promise<readonly Policy[]> {
  return Promise.all(SHIPPED_POLICY_VERSIONS.map((version) => shippedPolicy(version)));
}

/** One policy that ships. Throws as {@link shippedPolicies} does. */
export async function shippedPolicy(version: string = DEFAULT_POLICY_VERSION): Promise<Policy> {
  return parsePolicy(await shippedPolicyText(version));
}

/** The YAML of a policy that ships, as people read it. Throws when no such version ships. */
export async function shippedPolicyText(version: string = DEFAULT_POLICY_VERSION): Promise<string> {
  const shipped = SHIPPED_POLICY_VERSIONS.find((candidate) => candidate === version);
  if (!shipped) throw new Error(`Policy ${version} does not ship; ${SHIPPED_POLICY_VERSIONS.join(', ')} do.`);
  return readFile(fileURLToPath(new URL(`../../policies/${shipped}.yaml`, import.meta.url)), 'utf8');
}
