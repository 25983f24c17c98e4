import type { Instant } from '../event/instant.js';
import type { Queue } from '../policy/policy.js';
import type { NoticeDetails } from './details.js';

/**
 * - `assignment`: the incident is in your queue, it is yours.
 * - `advisory`: it is the other party's, and the clause says that you must know.
 * - `recall`: you were told that it is yours; it is not, and who has it now is said.
 * - `update`: the other party said or did something that you should know.
 * - `request`: an action is asked of you, and what follows when you do not answer.
 * - `offer`: a handover to you is offered, to be accepted or refused by a time.
 * - `offer-answer`: the handover that you offered was accepted, refused, taken back or returned unanswered.
 * - `warning`: a clock of yours is about to run out.
 * - `escalation`: a clock ran out, or the parties do not agree who has it.
 * - `resolution`: it is over.
 * - `digest`: many notices in one, when there were too many to send each.
 * - `maintenance`: a window in which notices are muted begins or ends.
 */
export const NOTICE_KINDS = [
  'assignment',
  'advisory',
  'recall',
  'update',
  'request',
  'offer',
  'offer-answer',
  'warning',
  'escalation',
  'resolution',
  'digest',
  'maintenance',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whom of a queue's party a notice is for: the team's contacts, its managers, or contacts by name. */
export type Audience = 'team' | 'managers' | { readonly contacts: readonly string[] };

/** What a party is owed: it exists from the moment the change commits, whether or not anything could be sent. */
export interface Notice {
  readonly id: string;
  readonly tenant: string;
  /** Null: a digest, or a window of maintenance. */
  readonly incidentId: string | null;
  readonly kind: NoticeKind;
  /** The team that is owed it; its party and contact area follow. */
  readonly queue: Queue;
  readonly audience: Audience;
  readonly because: string;
  /**
   * The clause under which it is owed, of that version of the policy. Null, both: it follows from what somebody did or
   * from a clock, and kind and details say which.
   */
  readonly clauseId: string | null;
  readonly policyVersion: string | null;
  /** What its kind tells beside the incident; null: nothing. */
  readonly details: NoticeDetails | null;
  readonly owedAt: Instant;
}
