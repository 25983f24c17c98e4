import { type Incident, type IncidentChange, type Notice, type Receipt, partyOf, slotOf } from '@demarc/domain';
import type { IncidentMessage, NoticeMessage } from './messages.js';
import { subjectOf } from './topology.js';

/** A message ready for the outbox: its subject and its JSON. */
export interface Announcement {
  readonly subject: string;
  readonly body: string;
}

/** What is told to the world about one change of an incident: an {@link IncidentMessage}. */
export function announceChange(incident: Incident, change: IncidentChange): Announcement {
  const what = change.type.slice('incident.'.length);
  const message: IncidentMessage = { what, at: change.at, actor: change.actor, incident, eventIds: eventIdsOf(change) };
  return { subject: subjectOf.incident(incident.party, incident.tenant, what), body: JSON.stringify(message) };
}

/** The {@link NoticeMessage} of a notice, complete enough for a channel to write it without asking anybody. */
export function announceNotice(
  notice: Notice,
  incident: Incident,
  clause: Receipt['clause'],
  eventId: string,
): Announcement {
  const party = partyOf(notice.queue);
  const message: NoticeMessage = { ...notice, party, slot: slotOf(notice.queue), clause, eventId, incident };
  return { subject: subjectOf.notice(party, notice.tenant), body: JSON.stringify(message) };
}

function eventIdsOf(change: IncidentChange): string[] {
  if (change.type === 'incident.opened') return [change.eventId];
  return change.type === 'incident.events-joined' ? [...change.eventIds] : [];
}
