import {
  type Incident,
  type IncidentChange,
  type Notice,
  type Party,
  type Receipt,
  partyOf,
  slotOf,
} from '@demarc/domain';
import { incidentViewOf } from './incident-view.js';
import type { IncidentMessage, NoticeBundle, NoticeMessage } from './messages.js';
import { subjectOf } from './topology.js';

/** A message ready for the outbox: its subject and its JSON. */
export interface Announcement {
  readonly subject: string;
  readonly body: string;
}

/**
 * What is told to the world about one change of an incident: an {@link IncidentMessage}, on the subject of whoever holds
 * it. That a party spoke within itself is told on its own subject, since customers hear all that is on theirs.
 */
export function announceChange(incident: Incident, change: IncidentChange): Announcement {
  const what = change.type.slice('incident.'.length);
  const { at, actor } = change;
  const onlyFor = partyWithin(change);
  const message: IncidentMessage = {
    what,
    at,
    actor,
    incident: incidentViewOf(incident),
    eventIds: eventIdsOf(change),
    ...(onlyFor && { onlyFor }),
  };
  return {
    subject: subjectOf.incident(onlyFor ?? incident.party, incident.tenant, what),
    body: JSON.stringify(message),
  };
}

/** The party that a change is for alone; null: for both. */
function partyWithin(change: IncidentChange): Party | null {
  if (change.type !== 'incident.commented' || change.visibility === 'both') return null;
  return change.actor.party === 'demarc' ? null : change.actor.party;
}

/** The message of a notice, complete enough for a channel to write it without asking anybody. */
export function noticeMessageOf(
  notice: Notice,
  incident: Incident | null,
  clause: Receipt['clause'] | null,
  event: Pick<NoticeMessage, 'eventId' | 'sourceEventId'>,
): NoticeMessage {
  const { queue } = notice;
  const view = incident && incidentViewOf(incident);
  return { ...notice, party: partyOf(queue), slot: slotOf(queue), clause, ...event, incident: view };
}

/** Keeps a bundle small enough that planning it is one quick transaction of the notifier. */
const NOTICES_PER_BUNDLE = 100;

/** The notices of a commit as {@link NoticeBundle}s, each for one party of one tenant. */
export function announceNotices(notices: readonly Pick<Notice, 'id' | 'queue' | 'tenant'>[]): readonly Announcement[] {
  const bySubject = Map.groupBy(notices, ({ queue, tenant }) => subjectOf.notice(partyOf(queue), tenant));
  return [...bySubject].flatMap(([subject, all]) => {
    const bundles: Announcement[] = [];
    for (let from = 0; from < all.length; from += NOTICES_PER_BUNDLE) {
      const ids = all.slice(from, from + NOTICES_PER_BUNDLE).map(({ id }) => id);
      const bundle: NoticeBundle = { tenant: all[0]!.tenant, ids };
      bundles.push({ subject, body: JSON.stringify(bundle) });
    }
    return bundles;
  });
}

function eventIdsOf(change: IncidentChange): string[] {
  switch (change.type) {
    case 'incident.events-joined':
      return [...change.eventIds];
    case 'incident.opened':
    case 'incident.handed-over':
    case 'incident.redecided':
    case 'incident.event-left':
      return [change.eventId];
    default:
      return [];
  }
}
