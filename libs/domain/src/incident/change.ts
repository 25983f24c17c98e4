import type { Instant } from '../event/instant.js';
import type { ReviewReason } from '../classify/classified-device.js';
import type { Severity } from '../event/vocabulary.js';
import type { Clocks, Party, Queue } from '../policy/policy.js';
import type { DeskChange } from './desk-change.js';
import type { Actor, Incident, IncidentState, Resolution } from './incident.js';

/** What happened to an incident, past tense: a row of its timeline, from which its state follows. */
export type IncidentChange = { readonly at: Instant; readonly actor: Actor } & (
  | { readonly type: 'incident.opened'; readonly incident: Incident; readonly eventId: string }
  | {
      readonly type: 'incident.events-joined';
      /** Row ids of the events, at most {@link JOINED_IDS_KEPT} of them; `count` is the whole number. */
      readonly eventIds: readonly string[];
      readonly count: number;
      /** Names of events it was not about before; null: too many to list. */
      readonly newClaims: readonly string[] | null;
      readonly firstActivityAt: Instant;
      readonly lastActivityAt: Instant;
    }
  | {
      readonly type: 'incident.severity-raised';
      readonly from: Severity;
      readonly to: Severity;
      /** Those of the new severity. */
      readonly clocks: Clocks | null;
    }
  | {
      /** Custody moved: the other party or another team owns it now. Work done so far stays in the timeline. */
      readonly type: 'incident.handed-over';
      readonly from: Custody;
      readonly to: Verdict;
      readonly because: string;
      readonly eventId: string;
    }
  | {
      /** Decided again, and the owner stayed: another clause, no longer provisional, or somebody else to tell. */
      readonly type: 'incident.redecided';
      readonly from: Pick<Verdict, 'clauseId' | 'policyVersion' | 'provisional' | 'informed'>;
      readonly to: Verdict;
      readonly because: string;
      readonly eventId: string;
    }
  | {
      /** One of its events is the other party's after all, and is in their incident now. */
      readonly type: 'incident.event-left';
      readonly eventId: string;
      readonly claim: string;
      readonly to: string;
      readonly reference: string;
      readonly because: string;
    }
  | {
      readonly type: 'incident.linked';
      readonly to: string;
      readonly reference: string;
      readonly party: Party;
      readonly because: string;
    }
  | { readonly type: 'incident.service-impact-flagged'; readonly impact: 'yes' | 'no'; readonly note: string | null }
  | DeskChange
  | { readonly type: 'incident.acknowledged' }
  | { readonly type: 'incident.assigned'; readonly from: string | null; readonly to: string }
  | { readonly type: 'incident.commented'; readonly text: string; readonly visibility: CommentVisibility }
  | {
      readonly type: 'incident.resolved';
      readonly by: 'person' | 'source' | 'custody' | 'merge' | 'silence';
      readonly resolution: Resolution;
      /** The incident that goes on with its events, after a merge. */
      readonly into?: string;
    }
  | { readonly type: 'incident.reopened'; readonly because: string }
);

/** Who held an incident, and how far they were. */
export interface Custody {
  readonly party: Party;
  readonly queue: Queue;
  readonly state: IncidentState;
  readonly assignee: string | null;
}

/** What a decision means for an incident. */
export interface Verdict {
  readonly decisionId: string;
  readonly party: Party;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly provisional: boolean;
  readonly review: readonly ReviewReason[];
  readonly informed: Queue | null;
  readonly clocks: Clocks | null;
}

export type IncidentChangeType = IncidentChange['type'];

/** A comment is for the writer's own party or for both. */
export const COMMENT_VISIBILITIES = ['own-party', 'both'] as const;
export type CommentVisibility = (typeof COMMENT_VISIBILITIES)[number];

/** A storm joins thousands of events at once: the timeline keeps the first few ids, the events keep the rest. */
export const JOINED_IDS_KEPT = 20;
