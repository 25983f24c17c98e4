import { type Instant, type Policy, epochMs, instantOf, later, lintPolicy } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';
import { lintRefusal } from './lint-refusal.js';
import type { SentPolicy } from './policy-in.js';
import type { PolicyRecord } from './policy-records.js';
import { proposedPolicy } from './proposed-policy.js';

/** The policy of a document, if it may be published. Throws `invalid-content` and `version-taken`. */
export function publishable(
  sent: SentPolicy,
  known: ReadonlyMap<string, PolicyRecord>,
  wanted: 'published' | 'proposed',
): Policy {
  const policy = proposedPolicy(sent, (version) => known.get(version) ?? null);
  if (known.has(policy.version)) throw versionTaken(policy.version);
  const findings = lintPolicy(policy);
  if (findings.length > 0) throw lintRefusal(policy, findings, wanted);
  return policy;
}

/** Policies are read in the order of their publication, so that each comes after the one it extends, whosever clock said so. */
export function publicationOf(policy: Policy, known: ReadonlyMap<string, PolicyRecord>, now: Instant): Instant {
  const base = known.get(policy.extends ?? '')?.publishedAt ?? null;
  return base === null ? now : later(now, instantOf(epochMs(base) + 1));
}

export function versionTaken(version: string): ProblemError {
  const detail = `There is a policy ${version} already, and a version never changes its words. Give this one another version.`;
  return new ProblemError('version-taken', detail, { errors: [{ field: 'version', detail }] });
}
