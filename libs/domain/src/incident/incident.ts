import type { Instant } from '../event/instant.js';
import type { SourceEvent } from '../event/source-event.js';
import type { Area, Kind, Severity, SourceSeverity } from '../event/vocabulary.js';
import type { ReviewReason } from '../classify/classified-device.js';
import type { Decision } from '../policy/decision.js';
import { type Clocks, type Party, type Queue, partyOf } from '../policy/policy.js';
import type { ServiceImpactFlag } from '../policy/service-impact.js';
import type { AskedAction, Due, Escalation, Offer, Snooze, Timers } from './desk.js';

/**
 * - `new`: in its owner's queue, nobody has taken it up. `acknowledge`, `claim` or `assign` moves it on.
 * - `acknowledged`: someone of the owner works on it. `resolve` moves it on.
 * - `waiting`: the customer was asked to do something. Its answer moves it back to `acknowledged`; silence lowers the
 *   severity and closes it in the end.
 * - `resolved`: over. New activity of its own events, or a person, reopens it within {@link REOPEN_WITHIN_HOURS};
 *   anything else, and anything later, opens a new incident.
 */
export const INCIDENT_STATES = ['new', 'acknowledged', 'waiting', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Who did it: a person of a party, or Demarc itself. */
export interface Actor {
  readonly party: Party | 'demarc';
  readonly name: string;
}

/** Classifications and determinations are Graph's (GRAPH:resources/security-alert.md). */
export interface Resolution {
  readonly classification: string | null;
  readonly determination: string | null;
  readonly note: string | null;
}

/** What was resolved can be reopened for so long (domain 2.3); what comes back later is a recurrence. */
export const REOPEN_WITHIN_HOURS = 24;

/** An incident of more events than this no longer lists them, and is never handed over by itself as a whole. */
export const CLAIMS_KEPT = 20;

/** The unit of routed work: one owner at a time, one queue, one or more events. */
export interface Incident {
  readonly id: string;
  readonly tenant: string;
  /** Short name for people, such as `INC-7K3Q9-X2M4P`; derived from the id. */
  readonly reference: string;
  readonly state: IncidentState;
  readonly party: Party;
  readonly queue: Queue;
  /** Who answers for it by the policy; another team than `queue` once a handover was accepted. */
  readonly decidedQueue: Queue;
  readonly kind: Kind;
  readonly area: Area;
  readonly severity: Severity;
  readonly sourceSeverity: SourceSeverity;
  readonly title: string;
  /** The device, user or service it is about, as people call it; null when none is named. */
  readonly about: string | null;
  readonly source: string;
  readonly correlationKey: string;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly provisional: boolean;
  /** Why a person should look at the decision although it stands. */
  readonly review: readonly ReviewReason[];
  /** The decision on which custody rests now; its receipt says why. */
  readonly decisionId: string;
  /** The other party's team that was told; null: nobody had to be. */
  readonly informed: Queue | null;
  /** Null: no service level runs. */
  readonly clocks: Clocks | null;
  /** A person's word on whether it may impact the service; null: nobody said. */
  readonly serviceImpactFlag: ServiceImpactFlag | null;
  /** Ids of incidents about the same attack or trouble, such as the other party's half. */
  readonly linked: readonly string[];
  /** What events it is about, by {@link eventName}; null: more than {@link CLAIMS_KEPT}. */
  readonly claims: readonly string[] | null;
  readonly assignee: string | null;
  /** A handover that waits for its receiver's word. */
  readonly offer: Offer | null;
  /** How many offers were refused since custody moved last. */
  readonly refusals: number;
  /** Since when both parties' managers have to say who has it; null: nobody disputes it. */
  readonly disputedAt: Instant | null;
  readonly snoozed: Snooze | null;
  /** Not null exactly while the state is `waiting`. */
  readonly waiting: AskedAction | null;
  /** Raised by the service itself, and not to be seen by the customer until it is engaged (domain 2.3). */
  readonly internal: boolean;
  /** The incident that goes on with its events after people merged the two. */
  readonly mergedInto: string | null;
  readonly timers: Timers;
  readonly escalation: Escalation | null;
  /** What is going to happen unless somebody acts, soonest first. Follows from the rest and the service levels. */
  readonly dues: readonly Due[];
  /** The severity that a person, or silence, lowered it from: events raise it only beyond that. */
  readonly loweredFrom: Severity | null;
  readonly eventCount: number;
  readonly firstActivityAt: Instant;
  readonly lastActivityAt: Instant;
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  /** `<party>/<name>`. */
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Instant | null;
  readonly resolution: Resolution | null;
  /** Grows by one with each change; the HTTP `ETag`. */
  readonly revision: number;
}

/** One event as an incident sees it: the normalised event, what was decided on it, and its row's id. */
export interface Sighting {
  readonly eventId: string;
  readonly decisionId: string;
  readonly event: SourceEvent;
  readonly decision: Decision;
}

/** The party that answers for it by the policy, whoever holds it by agreement. */
export const decidedParty = ({ decidedQueue }: Pick<Incident, 'decidedQueue'>): Party => partyOf(decidedQueue);

export const nameOfActor = ({ party, name }: Actor): string => (party === 'demarc' ? name : `${party}/${name}`);
