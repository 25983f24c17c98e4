import type { Instant } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { Actor, Incident, Resolution } from './incident.js';

/** What happened to an incident, past tense: a row of its timeline, from which its state follows. */
export type IncidentChange = { readonly at: Instant; readonly actor: Actor } & (
  | { readonly type: 'incident.opened'; readonly incident: Incident; readonly eventId: string }
  | {
      readonly type: 'incident.events-joined';
      /** Row ids of the events, at most {@link JOINED_IDS_KEPT} of them; `count` is the whole number. */
      readonly eventIds: readonly string[];
      readonly count: number;
      readonly firstActivityAt: Instant;
      readonly lastActivityAt: Instant;
    }
  | { readonly type: 'incident.severity-raised'; readonly from: Severity; readonly to: Severity }
  | { readonly type: 'incident.acknowledged' }
  | { readonly type: 'incident.assigned'; readonly from: string | null; readonly to: string }
  | { readonly type: 'incident.commented'; readonly text: string; readonly visibility: CommentVisibility }
  | { readonly type: 'incident.resolved'; readonly by: 'person' | 'source'; readonly resolution: Resolution }
  | { readonly type: 'incident.reopened'; readonly because: string }
);

export type IncidentChangeType = IncidentChange['type'];

/** A comment is for the writer's own party or for both. */
export const COMMENT_VISIBILITIES = ['own-party', 'both'] as const;
export type CommentVisibility = (typeof COMMENT_VISIBILITIES)[number];

/** A storm joins thousands of events at once: the timeline keeps the first few ids, the events keep the rest. */
export const JOINED_IDS_KEPT = 20;
