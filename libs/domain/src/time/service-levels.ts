import type { Severity } from '../event/vocabulary.js';
import type { Audience } from '../notice/notice.js';
import { type Clocks, type Party, QUEUES, type Queue } from '../policy/policy.js';
import { ALWAYS, type Hours, MICROSOFT_ADMIN_HOURS } from './support-hours.js';

export interface EscalationStep {
  /** After the step before it, or after the breach; minutes around the clock. */
  readonly afterMinutes: number;
  readonly to: Audience;
}

/** Whom a breach is told to, step by step, until somebody acknowledges. */
export interface EscalationPolicy {
  readonly name: string;
  readonly steps: readonly EscalationStep[];
  /** How often all steps are gone through, at least once. */
  readonly rounds: number;
  /** Between the last step of a round and the first of the next, beside that step's own wait. */
  readonly repeatAfterMinutes: number;
}

/** By what time a tenant's incidents are measured. Minutes are of the named team's support hours. */
export interface ServiceLevels {
  readonly hours: Readonly<Record<Queue, Hours>>;
  /** Goes before the clocks of the policy an incident was decided by. */
  readonly clocks: Readonly<Partial<Record<Party, Readonly<Partial<Record<Severity, Clocks>>>>>>;
  /** How long an offer of handover waits for its receiver's word. */
  readonly offerMinutes: Readonly<Record<Severity, number>>;
  /** How long the customer has for what was asked of it, before severity drops. */
  readonly answerMinutes: Readonly<Record<Severity, number>>;
  /** Minutes around the clock after the last request until an incident without an answer is closed. */
  readonly closeAfterMinutes: number;
  /** How much of a clock is gone when its holder is warned. */
  readonly warnAtPercent: number;
  readonly escalation: Readonly<Record<Queue, EscalationPolicy>>;
}

/** What a tenant says of its own; the rest is as shipped. */
export type ServiceLevelOverrides = {
  readonly [Name in keyof ServiceLevels]?: ServiceLevels[Name] extends number
    ? number
    : Readonly<Partial<ServiceLevels[Name]>>;
};

const forEachQueue = <Value>(value: (queue: Queue) => Value) =>
  Object.fromEntries(QUEUES.map((queue) => [queue, value(queue)])) as Record<Queue, Value>;

/** Team first, its managers after a quarter of an hour, and both again half an hour later. A product decision. */
const ESCALATION: EscalationPolicy = {
  name: 'team-then-managers',
  steps: [
    { afterMinutes: 0, to: 'team' },
    { afterMinutes: 15, to: 'managers' },
  ],
  rounds: 2,
  repeatAfterMinutes: 30,
};

/**
 * As published (domain 2.1-2.2): the SOC works around the clock, MMD operations Monday to Friday; an asked action has
 * the time of a first response, and 48 hours after the last request the incident is closed. How long an offer waits,
 * when to warn and whom a breach is told to are product decisions.
 */
export const SHIPPED_SERVICE_LEVELS: ServiceLevels = {
  hours: forEachQueue((queue) => (queue === 'microsoft/security-operations' ? ALWAYS : MICROSOFT_ADMIN_HOURS)),
  clocks: {},
  offerMinutes: { A: 30, B: 120, C: 480 },
  answerMinutes: { A: 60, B: 240, C: 480 },
  closeAfterMinutes: 48 * 60,
  warnAtPercent: 75,
  escalation: forEachQueue(() => ESCALATION),
};

/** A tenant's service levels: as shipped, but for what it says of its own. */
export function serviceLevelsOf(own: ServiceLevelOverrides): ServiceLevels {
  if (Object.keys(own).length === 0) return SHIPPED_SERVICE_LEVELS;
  const shipped = SHIPPED_SERVICE_LEVELS;
  return {
    hours: { ...shipped.hours, ...own.hours },
    clocks: { ...shipped.clocks, ...own.clocks },
    offerMinutes: { ...shipped.offerMinutes, ...own.offerMinutes },
    answerMinutes: { ...shipped.answerMinutes, ...own.answerMinutes },
    closeAfterMinutes: own.closeAfterMinutes ?? shipped.closeAfterMinutes,
    warnAtPercent: own.warnAtPercent ?? shipped.warnAtPercent,
    escalation: { ...shipped.escalation, ...own.escalation },
  };
}
