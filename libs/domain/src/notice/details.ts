import type { Instant } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { ClockName } from '../incident/clock-name.js';
import type { Queue } from '../policy/policy.js';
import type { NoticeKind } from './notice.js';

/** What a notice of each kind tells beside its incident. Kinds that are not here tell nothing more. */
export type NoticeDetails =
  | {
      readonly of: 'update';
      /** `<party>/<name>`. */
      readonly by: string;
      readonly text: string;
    }
  | {
      readonly of: 'request';
      readonly by: string;
      readonly action: string;
      /** Without an answer by then the severity drops one level; null: it is at the floor, or no service level runs. */
      readonly answerDueAt: Instant | null;
      /** Without an answer by then the incident is closed. */
      readonly closesAt: Instant;
    }
  | {
      readonly of: 'offer';
      readonly offerId: string;
      readonly by: string;
      readonly from: Queue;
      readonly to: Queue;
      readonly reason: string;
      readonly dueAt: Instant;
    }
  | {
      readonly of: 'offer-answer';
      readonly offerId: string;
      readonly answer: 'accepted' | 'refused' | 'withdrawn' | 'returned';
      /** Null: nobody answered. */
      readonly by: string | null;
      readonly to: Queue;
      readonly reason: string | null;
    }
  | { readonly of: 'warning'; readonly clock: ClockName; readonly dueAt: Instant }
  | {
      readonly of: 'escalation';
      /** `dispute`: an offer was refused twice. */
      readonly clock: ClockName | 'dispute';
      readonly dueAt: Instant | null;
      /** The frozen escalation policy that tells; null: none, it is told at once. */
      readonly policy: string | null;
      /** From 1. */
      readonly step: number;
      readonly round: number;
    }
  | { readonly of: 'resolution'; readonly by: string; readonly note: string | null }
  | {
      readonly of: 'digest';
      readonly since: Instant;
      /** At most {@link DIGEST_ITEMS}; `count` is the whole number. */
      readonly items: readonly DigestItem[];
      readonly count: number;
    }
  | {
      readonly of: 'maintenance';
      readonly windowId: string;
      readonly phase: 'announced' | 'begins' | 'ends' | 'cancelled';
      readonly startsAt: Instant;
      readonly endsAt: Instant;
      readonly reason: string;
      /** What it mutes, in words. */
      readonly scope: string;
    };

export interface DigestItem {
  readonly incidentId: string;
  readonly reference: string;
  readonly title: string;
  readonly severity: Severity;
  readonly kind: NoticeKind;
  readonly owedAt: Instant;
}

/** A digest names so many incidents; the rest is a number and a link to the queue. */
export const DIGEST_ITEMS = 20;
