import type { IncidentView } from '@demarc/contracts';
import type { QueueSearch } from './queue-search.js';

/** What of a saved view's query can be told from an incident alone. */
interface ViewQuery extends Omit<QueueSearch, 'breached'> {
  readonly breached?: boolean | string;
  readonly offeredTo?: readonly string[];
  readonly snoozed?: boolean | string;
  readonly provisional?: boolean | string;
  readonly review?: boolean | string;
  readonly linked?: boolean | string;
  readonly dueWithinMinutes?: number | string;
}

/**
 * Whether an incident belongs into a list, as far as it can be told without asking: what the feed brings is counted by
 * this, and the list itself is always the API's. `q` is looked for in what the row shows. The class of its device does not
 * stand in an incident: nothing new is said to belong to a list of one.
 */
export function fits(incident: IncidentView, query: ViewQuery, myName: string, nowMs: number): boolean {
  const { queue, party, tenant, state, severity, kind, area, assignee, offeredTo, q } = query;
  const one = (wanted: string | undefined, is: string) => wanted === undefined || wanted === is;
  const some = (wanted: readonly string[] | undefined, is: string) => wanted === undefined || wanted.includes(is);
  return (
    one(queue, incident.queue) &&
    one(party, incident.party) &&
    one(tenant, incident.tenant) &&
    (query.named === undefined || query.named.some((name) => isAbout(incident, name))) &&
    one(query.clause, incident.clauseId) &&
    one(query.source, incident.source) &&
    query.device === undefined &&
    during(incident.openedAt, query.openedFrom, query.openedUntil) &&
    during(incident.acknowledgedAt, query.acknowledgedFrom, query.acknowledgedUntil) &&
    during(incident.resolvedAt, query.resolvedFrom, query.resolvedUntil) &&
    some(state, incident.state) &&
    some(severity, incident.severity) &&
    some(kind, incident.kind) &&
    some(area, incident.area) &&
    (assignee === undefined || isAssigned(incident, assignee, myName)) &&
    (offeredTo === undefined || (incident.offer !== null && offeredTo.includes(incident.offer.to))) &&
    whether(query.snoozed, incident.snoozed !== null) &&
    whether(query.provisional, incident.provisional) &&
    whether(query.review, incident.review.length > 0) &&
    whether(query.linked, incident.linked.length > 0) &&
    whether(query.breached, incident.breached) &&
    (query.dueWithinMinutes === undefined || isDue(incident, nowMs + Number(query.dueWithinMinutes) * MINUTE_MS)) &&
    (q === undefined || shows(incident, q))
  );
}

/** Of the devices that its events name an incident itself tells no more than this. */
const isAbout = ({ about }: IncidentView, name: string) => about?.toLowerCase() === name.toLowerCase();
/** At that moment or later, and before; what did not happen is in no time. */
function during(at: string | null, from: string | undefined, until: string | undefined): boolean {
  if (from === undefined && until === undefined) return true;
  if (at === null) return false;
  const moment = Date.parse(at);
  return (from === undefined || moment >= Date.parse(from)) && (until === undefined || moment < Date.parse(until));
}

const whether = (wanted: boolean | string | undefined, is: boolean) =>
  wanted === undefined || String(wanted) === String(is);

const MINUTE_MS = 60_000;

/** Whether something is due of it by then, or is late. */
const isDue = ({ dues: [first] }: IncidentView, byMs: number) => first !== undefined && Date.parse(first.at) <= byMs;

function isAssigned({ assignee }: IncidentView, wanted: string, myName: string): boolean {
  if (wanted === '@nobody') return assignee === null;
  return assignee === (wanted === '@me' ? myName : wanted);
}

function shows({ title, about, reference, tenant }: IncidentView, q: string): boolean {
  const text = `${title} ${about ?? ''} ${reference} ${tenant}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
