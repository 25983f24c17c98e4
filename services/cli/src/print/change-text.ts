import type { IncidentChange } from '@demarc/domain';
import { deskChangeText } from './desk-change-text.js';

/** What happened, in a few words without who and when. */
export function changeText(change: IncidentChange): string {
  switch (change.type) {
    case 'incident.opened':
      return `opened in ${change.incident.queue}`;
    case 'incident.events-joined':
      return change.count === 1 ? 'one more event joined' : `${change.count} more events joined`;
    case 'incident.severity-raised':
      return `severity raised from ${change.from} to ${change.to}`;
    case 'incident.handed-over':
      return handOverText(change);
    case 'incident.redecided':
      return redecidedText(change);
    case 'incident.event-left':
      return `one event left for ${change.reference}: ${asReason(change.because)}`;
    case 'incident.linked':
      return `linked to ${change.reference}, which is ${OF_PARTY[change.party]}: ${change.because}`;
    case 'incident.service-impact-flagged': {
      const said = change.impact === 'yes' ? 'may impact the service' : 'does not impact the service';
      return change.note === null ? `said that it ${said}` : `said that it ${said}: ${change.note}`;
    }
    case 'incident.acknowledged':
      return 'taken up';
    case 'incident.assigned':
      return change.from === null ? `assigned to ${change.to}` : `assigned to ${change.to}, before ${change.from}`;
    case 'incident.commented':
      return change.visibility === 'own-party' ? `for the own party: ${change.text}` : change.text;
    case 'incident.resolved':
      return ['resolved', change.resolution.classification, change.resolution.determination, change.resolution.note]
        .filter((text) => text !== null)
        .join(', ');
    case 'incident.reopened':
      return `opened again: ${change.because}`;
    default:
      return deskChangeText(change);
  }
}

const OF_PARTY = { microsoft: "Microsoft's", customer: "the customer's" } as const;

function handOverText({ from, to, because }: Extract<IncidentChange, { type: 'incident.handed-over' }>): string {
  const by = from.assignee === null ? '' : ` (${from.assignee} had it)`;
  return `handed over from ${from.queue}${by} to ${to.queue}, by ${to.clauseId}: ${asReason(because)}`;
}

/** Everything that became another by it; the owner stayed. */
function redecidedText({ from, to, because }: Extract<IncidentChange, { type: 'incident.redecided' }>): string {
  const news = [
    ...(from.clauseId === to.clauseId ? [] : [`the clause is ${to.clauseId}, before ${from.clauseId}`]),
    ...(from.policyVersion === to.policyVersion ? [] : [`by policy ${to.policyVersion}`]),
    ...(from.provisional === to.provisional ? [] : [to.provisional ? 'it is provisional' : 'it is settled']),
    ...(from.informed === to.informed || to.informed === null ? [] : [`${to.informed} is told`]),
    ...(to.review.length === 0 ? [] : [`to be looked at: ${to.review.join(', ')}`]),
  ];
  return `decided again, the owner stays: ${[...news, asReason(because)].join('; ')}`;
}

/** A reason within a sentence begins small, unless it begins with a name. */
function asReason(because: string): string {
  return /^[A-Z][a-z ]/.test(because) ? because[0]!.toLowerCase() + because.slice(1) : because;
}
