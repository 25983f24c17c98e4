import type { Instant } from '../event/instant.js';
import type { Queue } from '../policy/policy.js';
import type { EscalationPolicy } from '../time/service-levels.js';
import type { ClockName } from './clock-name.js';

/** A handover that waits for its receiver's word; until then the giver holds the incident. */
export interface Offer {
  readonly id: string;
  readonly from: Queue;
  readonly to: Queue;
  /** `<party>/<name>`. */
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
  /** When the receiver's managers are told that nobody answers; null: they were. */
  readonly escalateAt: Instant | null;
  /** Unanswered by then it goes back to the giver. */
  readonly dueAt: Instant;
}

/** What the customer was asked to do; the incident is `waiting` as long as this stands. */
export interface AskedAction {
  readonly action: string;
  /** `<party>/<name>`. */
  readonly by: string;
  readonly of: Queue;
  /** The last time it was asked. */
  readonly at: Instant;
  /** How often it was asked. */
  readonly requests: number;
  /** Without an answer by then severity drops one level; null: it cannot drop further. */
  readonly answerDueAt: Instant | null;
  /** When the customer is told that it will be closed; null: it was. */
  readonly closeWarningAt: Instant | null;
  /** Without an answer by then it is closed. */
  readonly closesAt: Instant;
}

/** Out of the way until then. Clocks stand still only when the other party agreed. */
export interface Snooze {
  readonly until: Instant;
  /** `<party>/<name>`. */
  readonly by: string;
  readonly at: Instant;
  readonly because: string;
  /** `<party>/<name>` of the other party; null: it did not agree (yet). */
  readonly agreedBy: string | null;
}

/** The clocks that count minutes of support hours. */
export type TimerName = Extract<ClockName, 'first-response' | 'update'>;

/** A clock that counts minutes: it stands still while `since` is null, and `usedMinutes` were counted before it. */
export interface Timer {
  readonly since: Instant | null;
  readonly usedMinutes: number;
  readonly warned: boolean;
  readonly breached: boolean;
}

export type Timers = Readonly<Partial<Record<TimerName, Timer>>>;

/** People are told step by step until somebody takes it up. The policy is the one of when it began. */
export interface Escalation {
  readonly clock: TimerName;
  readonly policy: EscalationPolicy;
  readonly startedAt: Instant;
  /** Of the step that is next, from 0. */
  readonly step: number;
  /** From 1. */
  readonly round: number;
  /** Null: all was told, as often as the policy says. */
  readonly nextAt: Instant | null;
}

/** Something that will happen to an incident unless somebody acts. `warning`: it is told beforehand. */
export interface Due {
  readonly clock: ClockName;
  readonly phase: 'warning' | 'due';
  readonly at: Instant;
}
