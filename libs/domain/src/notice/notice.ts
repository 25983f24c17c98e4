import type { Instant } from '../event/instant.js';
import type { Queue } from '../policy/policy.js';

/**
 * - `assignment`: the incident is in your queue, it is yours.
 * - `advisory`: it is the other party's, and the clause says that you must know.
 * - `recall`: you were told that it is yours; it is not, and who has it now is said.
 */
export const NOTICE_KINDS = ['assignment', 'advisory', 'recall'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a party is owed: it exists from the moment the decision commits, whether or not anything could be sent. */
export interface Notice {
  readonly id: string;
  readonly tenant: string;
  readonly incidentId: string;
  readonly kind: NoticeKind;
  /** The team that is owed it; its party and contact area follow. */
  readonly queue: Queue;
  readonly because: string;
  readonly owedAt: Instant;
}
