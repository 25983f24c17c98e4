import type { Notice } from './notice.js';

/**
 * Under what a notice is owed, in few words: its clause and the policy's version, or, where no clause owes it, what
 * somebody did (`offer`, `handover`) or the clock that ran (`first-response clock`).
 */
export function owedUnder(notice: Pick<Notice, 'kind' | 'clauseId' | 'policyVersion' | 'details'>): string {
  const { kind, clauseId, policyVersion, details } = notice;
  if (clauseId !== null) return policyVersion === null ? clauseId : `${clauseId} of ${policyVersion}`;
  switch (kind) {
    case 'assignment':
    case 'recall':
      return 'handover';
    case 'advisory':
      return 'engagement';
    case 'warning':
    case 'escalation':
      return details?.of === 'warning' || details?.of === 'escalation' ? clockOf(details.clock) : kind;
    case 'update':
    case 'request':
    case 'offer':
    case 'offer-answer':
    case 'resolution':
    case 'digest':
    case 'maintenance':
      return kind;
    default:
      return kind satisfies never;
  }
}

function clockOf(clock: string): string {
  return clock === 'dispute' ? clock : `${clock} clock`;
}
