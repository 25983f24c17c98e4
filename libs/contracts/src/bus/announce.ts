import { type Incident, type IncidentChange, type Notice, type Receipt, partyOf, slotOf } from '@demarc/domain';
import type { IncidentMessage, NoticeMessage } from './messages.js';
import { subjectOf } from './topology.js';

/** What is told to the world about one change of an incident, and on which subject. */
export function announceChange(incident: Incident, change: IncidentChange): { subject: string; body: IncidentMessage } {
  const what = change.type.slice('incident.'.length);
  return {
    subject: subjectOf.incident(incident.party, incident.tenant, what),
    body: { what, at: change.at, actor: change.actor, incident, eventIds: eventIdsOf(change) },
  };
}

/** The message of a notice, complete enough for a channel to write it without asking anybody. */
export function announceNotice(
  notice: Notice,
  incident: Incident,
  clause: Receipt['clause'],
  eventId: string,
): { subject: string; body: NoticeMessage } {
  const party = partyOf(notice.queue);
  return {
    subject: subjectOf.notice(party, notice.tenant),
    body: { ...notice, party, slot: slotOf(notice.queue), clause, eventId, incident },
  };
}

function eventIdsOf(change: IncidentChange): string[] {
  if (change.type === 'incident.opened') return [change.eventId];
  return change.type === 'incident.events-joined' ? [...change.eventIds] : [];
}
