import type { IncidentChange } from '../incident/change.js';
import { type Incident, nameOfActor } from '../incident/incident.js';
import type { Decision } from '../policy/decision.js';
import { type Queue, partyOf } from '../policy/policy.js';
import type { NoticeDetails } from './details.js';
import type { Audience, NoticeKind } from './notice.js';

/** A change with all that says who has to hear of it. */
export interface Happened {
  readonly change: IncidentChange;
  /** Before the change; null when it opens the incident. */
  readonly before: Incident | null;
  readonly incident: Incident;
  /** The decision it follows from; null: a person or time did it. */
  readonly decision: Decision | null;
}

/** What has to be told to whom; the rest of a notice follows from the change. */
export interface Telling {
  readonly kind: NoticeKind;
  readonly queue: Queue;
  readonly because: string;
  readonly audience?: Audience;
  readonly details?: NoticeDetails;
}

/** The other party's team that knows of an incident, or null. */
export function otherQueue({ informed, party }: Incident): Queue | null {
  return informed !== null && partyOf(informed) !== party ? informed : null;
}

/** Something new, for whoever of the two sides did not do it. */
export function news(
  { change, incident }: Pick<Happened, 'change' | 'incident'>,
  text: string,
  more: readonly Queue[] = [],
): readonly Telling[] {
  const by = nameOfActor(change.actor);
  const other = change.actor.party === incident.party ? otherQueue(incident) : incident.queue;
  const queues = new Set([...(other ? [other] : []), ...more]);
  return [...queues].map((queue) => ({ kind: 'update', queue, because: text, details: { of: 'update', by, text } }));
}
