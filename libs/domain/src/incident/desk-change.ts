import type { Instant } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { Audience } from '../notice/notice.js';
import type { Clocks, Queue } from '../policy/policy.js';
import type { EscalationPolicy } from '../time/service-levels.js';
import type { Custody } from './change.js';
import type { ClockName } from './clock-name.js';
import type { AskedAction, Offer, Snooze, TimerName, Timers } from './desk.js';

/** What people and time do to an incident beside taking it up and resolving it. */
export type DeskChange =
  | { readonly type: 'incident.offered'; readonly offer: Offer }
  | { readonly type: 'incident.offer-accepted'; readonly offer: Offer; readonly from: Custody }
  | { readonly type: 'incident.offer-refused'; readonly offer: Offer; readonly because: string }
  | { readonly type: 'incident.offer-withdrawn'; readonly offer: Offer; readonly because: string }
  /** Nobody has answered for half of its time: the receiver's managers are told. */
  | { readonly type: 'incident.offer-escalated'; readonly offer: Offer }
  /** Nobody answered in time: the giver goes on with it. */
  | { readonly type: 'incident.offer-returned'; readonly offer: Offer }
  | { readonly type: 'incident.disputed'; readonly refusals: number; readonly offer: Offer }
  | {
      readonly type: 'incident.dispute-settled';
      readonly from: Custody;
      readonly to: Queue;
      readonly because: string;
    }
  | { readonly type: 'incident.customer-engaged'; readonly because: string }
  | { readonly type: 'incident.action-requested'; readonly asked: AskedAction; readonly timers: Timers }
  | { readonly type: 'incident.action-answered'; readonly asked: AskedAction; readonly text: string }
  | { readonly type: 'incident.close-announced'; readonly closesAt: Instant; readonly asked: AskedAction }
  | {
      readonly type: 'incident.severity-lowered' | 'incident.severity-set';
      readonly from: Severity;
      readonly to: Severity;
      readonly clocks: Clocks | null;
      readonly because: string;
      /** Of an action that nobody answered: until when the next answer is expected. */
      readonly answerDueAt?: Instant | null;
    }
  | { readonly type: 'incident.snoozed'; readonly snooze: Snooze }
  | { readonly type: 'incident.snooze-agreed'; readonly until: Instant; readonly timers: Timers }
  | { readonly type: 'incident.woken'; readonly because: string }
  | {
      readonly type: 'incident.absorbed';
      readonly from: string;
      readonly reference: string;
      readonly because: string;
      readonly count: number;
      /** Names of events it was not about before; null: too many to list. */
      readonly newClaims: readonly string[] | null;
      readonly firstActivityAt: Instant;
      readonly lastActivityAt: Instant;
    }
  | {
      readonly type: 'incident.split-off';
      readonly to: string;
      readonly reference: string;
      readonly claims: readonly string[];
      readonly count: number;
      readonly because: string;
    }
  | {
      readonly type: 'incident.clock-warned' | 'incident.clock-breached';
      readonly clock: TimerName;
      readonly dueAt: Instant;
    }
  | { readonly type: 'incident.escalation-started'; readonly clock: TimerName; readonly policy: EscalationPolicy }
  | {
      readonly type: 'incident.escalated';
      readonly clock: ClockName;
      readonly policy: string;
      /** From 1. */
      readonly step: number;
      readonly round: number;
      readonly audience: Audience;
    }
  | { readonly type: 'incident.escalation-acknowledged' };
