import type { Instant } from '../event/instant.js';
import type { SourceEvent } from '../event/source-event.js';
import type { Area, Kind, Severity, SourceSeverity } from '../event/vocabulary.js';
import type { ReviewReason } from '../classify/classified-device.js';
import type { Decision } from '../policy/decision.js';
import type { Clocks, Party, Queue } from '../policy/policy.js';
import type { ServiceImpactFlag } from '../policy/service-impact.js';

/**
 * - `new`: in its owner's queue, nobody has taken it up. `acknowledge` or `assign` moves it on.
 * - `acknowledged`: someone of the owner works on it. `resolve` moves it on.
 * - `resolved`: over. New activity of its own events reopens it; anything else opens a new incident.
 */
export const INCIDENT_STATES = ['new', 'acknowledged', 'resolved'] as const;
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
  readonly eventCount: number;
  readonly firstActivityAt: Instant;
  readonly lastActivityAt: Instant;
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
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
