import { ProblemError } from '../door/problem-error.js';
import type { ApiConfig } from '../config.js';

/** Throws `second-person-needed` where one person alone may not do it. */
export function requireOnePersonIsEnough({ DEMARC_POLICY_PERSONS }: ApiConfig, what: string): void {
  if (DEMARC_POLICY_PERSONS === 1) return;
  const propose = '`demarc policy propose` or POST /v1/policy-proposals';
  const detail = `It takes two persons to ${what}: propose it (${propose}), and somebody else approves it.`;
  throw new ProblemError('second-person-needed', detail);
}
