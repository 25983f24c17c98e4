import {
  type Area,
  type DeviceClass,
  INCIDENT_STATES,
  type IncidentState,
  type Instant,
  type Kind,
  type Party,
  QUEUES,
  type Queue,
  type Severity,
  partyOf,
} from '@demarc/domain';
import type { Place } from './statement.js';

/** What a list of incidents is narrowed to. What is left out may be anything. */
export interface IncidentFilter {
  readonly queue?: Queue | undefined;
  readonly party?: Party | undefined;
  readonly tenant?: string | undefined;
  readonly state?: readonly IncidentState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly kind?: readonly Kind[] | undefined;
  readonly area?: readonly Area[] | undefined;
  /** Null: nobody has it. */
  readonly assignee?: string | null | undefined;
  /** Handed to one of these teams, which has not answered yet; whoever holds it until then. */
  readonly offeredTo?: readonly Queue[] | undefined;
  /** Something is due of it by then, or was. */
  readonly dueBy?: Instant | undefined;
  /** Opened then or later. */
  readonly openedFrom?: Instant | undefined;
  /** Opened before. */
  readonly openedUntil?: Instant | undefined;
  /** A device that its events name by one of these keys (`keysOfMention`). */
  readonly named?: readonly string[] | undefined;
  /** Taken up by who has it then or later, and before. */
  readonly acknowledgedFrom?: Instant | undefined;
  readonly acknowledgedUntil?: Instant | undefined;
  /** Resolved then or later, and before. */
  readonly resolvedFrom?: Instant | undefined;
  readonly resolvedUntil?: Instant | undefined;
  /** By which it is decided now. */
  readonly device?: DeviceClass | undefined;
  readonly clause?: string | undefined;
  readonly source?: string | undefined;
  readonly snoozed?: boolean | undefined;
  readonly breached?: boolean | undefined;
  readonly linked?: boolean | undefined;
  /** A person should look at the decision. */
  readonly review?: boolean | undefined;
  readonly provisional?: boolean | undefined;
  /** Also those that are internal to Microsoft; default: not. */
  readonly internal?: boolean | undefined;
  /** See `readSearch`. */
  readonly q?: string | undefined;
}

/**
 * A value and no condition: the planner would take `exists` for a join, and read all decisions there are to make it. So it
 * is looked up for as many rows as a page needs.
 */
const DEVICE_OF_DECISION = `(select d.receipt->'facts'->>'device' from decisions d
  where d.tenant_id = incidents.tenant_id and d.decision_id = (incidents.document->>'decisionId')::uuid)`;

/**
 * The conditions on a row of `incidents`, but for state, queue, party, severity and search: by columns that the index of
 * open incidents has, so that it can answer alone, but for named, clause, source, device and when it was taken up or resolved.
 */
export function conditionsOf(filter: IncidentFilter, place: Place): readonly string[] {
  const { tenant, kind, area, assignee, offeredTo, dueBy, internal } = filter;
  const conditions: string[] = [];
  const among = (column: string, list: readonly string[] | undefined) => {
    if (list) conditions.push(`${column} = any(${place(list)}::text[])`);
  };
  const whether = (column: string, wanted: boolean | undefined) => {
    if (wanted !== undefined) conditions.push(wanted ? column : `not ${column}`);
  };
  const during = (column: string, from: Instant | undefined, until: Instant | undefined) => {
    if (from !== undefined) conditions.push(`${column} >= ${place(from)}`);
    if (until !== undefined) conditions.push(`${column} < ${place(until)}`);
  };
  if (tenant !== undefined) conditions.push(`tenant_id = ${place(tenant)}`);
  among('kind', kind);
  among('area', area);
  among('offered_to', offeredTo);
  if (assignee !== undefined) conditions.push(assignee === null ? 'assignee is null' : `assignee = ${place(assignee)}`);
  if (dueBy !== undefined) conditions.push(`next_due_at <= ${place(dueBy)}`);
  during('opened_at', filter.openedFrom, filter.openedUntil);
  during('acknowledged_at', filter.acknowledgedFrom, filter.acknowledgedUntil);
  during('resolved_at', filter.resolvedFrom, filter.resolvedUntil);
  if (filter.device !== undefined) conditions.push(`${DEVICE_OF_DECISION} = ${place(filter.device)}`);
  if (filter.named) conditions.push(`named && ${place(filter.named)}::text[]`);
  if (filter.clause !== undefined) conditions.push(`document->>'clauseId' = ${place(filter.clause)}`);
  if (filter.source !== undefined) conditions.push(`document->>'source' = ${place(filter.source)}`);
  whether('is_snoozed', filter.snoozed);
  whether('is_breached', filter.breached);
  whether('is_linked', filter.linked);
  whether('is_for_review', filter.review);
  whether('is_provisional', filter.provisional);
  if (!internal) conditions.push('not is_internal');
  return conditions;
}

/** In the words of the partial indexes, which the planner does not find behind a list of states. */
export const OPEN = "state <> 'resolved'";
export const RESOLVED = "state = 'resolved'";
const OPEN_STATES = INCIDENT_STATES.filter((state) => state !== 'resolved');

export const isOpenOnly = ({ state }: IncidentFilter): boolean => state !== undefined && !state.includes('resolved');
export const isResolvedOnly = ({ state }: IncidentFilter): boolean =>
  state !== undefined && state.every((one) => one === 'resolved');

/**
 * The condition on what is open beside {@link OPEN}; none when all of it is wanted, since to say the same in two ways
 * makes the planner expect a thirtieth of what there is.
 */
export function openStates({ state }: IncidentFilter, place: Place): readonly string[] {
  if (!state || OPEN_STATES.every((one) => state.includes(one))) return [];
  return [`state = any(${place(state)}::text[])`];
}

/** The queues that a filter leaves, of its party or the one it names. */
export function queuesOf({ queue, party }: IncidentFilter): readonly Queue[] {
  return QUEUES.filter((one) => (!queue || one === queue) && (!party || partyOf(one) === party));
}

/** The conditions on queue and severity. */
export function placeConditions(filter: IncidentFilter, place: Place): readonly string[] {
  const { queue, party } = filter;
  const queues = queue || party ? [`queue = any(${place(queuesOf(filter))}::text[])`] : [];
  return [...queues, ...severityConditions(filter, place)];
}

export function severityConditions({ severity }: IncidentFilter, place: Place): readonly string[] {
  return severity ? [`severity = any(${place(severity)}::text[])`] : [];
}

/** The condition on the state. */
export function stateConditions(filter: IncidentFilter, place: Place): readonly string[] {
  if (isOpenOnly(filter)) return [OPEN, ...openStates(filter, place)];
  if (isResolvedOnly(filter)) return [RESOLVED];
  return filter.state ? [`state = any(${place(filter.state)}::text[])`] : [];
}
