import { type PolicySummary, type PolicyView, matrixOf } from '@demarc/contracts';
import type { PolicyRecord } from './policy-records.js';

/** A policy as a list of policies shows it. */
export function summaryOf({
  policy,
  isShipped,
  tenant,
  publishedAt,
  publishedBy,
  approvedBy,
}: PolicyRecord): PolicySummary {
  const { version, title, extends: base, publishedOn, digest } = policy;
  return {
    version,
    title,
    extends: base,
    publishedOn,
    tenant,
    digest,
    isShipped,
    publishedAt,
    publishedBy,
    approvedBy,
  };
}

/** A policy with its words and all that follows from them. */
export function viewOf(record: PolicyRecord): PolicyView {
  const { policy, document } = record;
  const { severity, clocks, rows } = matrixOf(policy);
  return { ...summaryOf(record), document, clauses: policy.clauses, severity, clocks, rows };
}
