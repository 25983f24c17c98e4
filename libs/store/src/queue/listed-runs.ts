import { AREAS, KINDS, QUEUES, type Queue, SEVERITIES, partyOf } from '@demarc/domain';
import type { IncidentFilter } from './incident-filter.js';
import type { IncidentOrder } from './incident-order.js';
import { isReference } from './search-terms.js';
import type { Place } from './statement.js';

/** In the words of the partial indexes, which the planner does not find behind a list of states. */
const OPEN = "state <> 'resolved'";
const RESOLVED = "state = 'resolved'";

/**
 * The runs a list is merged from: conditions on `incidents` of which each has an index in order of time, and which
 * together hold all that the filter may leave. PostgreSQL takes from each only what the page needs of it.
 *
 * What is open is little, and a run for each queue and severity serves every filter by the one index that has all of
 * its columns. Of what is resolved there are millions: a filter that few fulfil needs an index of its own.
 */
export function runsOf(filter: IncidentFilter, sort: IncidentOrder, place: Place): readonly string[] {
  const { offeredTo, q } = filter;
  if (q !== undefined && isReference(q)) {
    return [all([`reference like ${place(`${q.trim().toUpperCase()}%`)}`, ...besideRuns(filter, place)])];
  }
  if (offeredTo !== undefined) return [all([`offered_to is not null`, ...besideRuns(filter, place)])];
  const open = isResolvedOnly(filter) ? [] : ofQueues(filter, OPEN, place);
  const resolved = isOpenOnly(filter) ? [] : resolvedRuns(filter, sort, place);
  return [...open, ...resolved];
}

export const isOpenOnly = ({ state }: IncidentFilter): boolean => state !== undefined && !state.includes('resolved');
export const isResolvedOnly = ({ state }: IncidentFilter): boolean =>
  state !== undefined && state.every((one) => one === 'resolved');

function resolvedRuns(filter: IncidentFilter, sort: IncidentOrder, place: Place): readonly string[] {
  const { tenant, assignee, kind, area } = filter;
  const isByTime = sort === '-openedAt' || sort === 'openedAt';
  if (!isByTime) return ofQueues(filter, RESOLVED, place);
  const isSelective = tenant !== undefined || typeof assignee === 'string';
  if (!isSelective && !kind && !area) return ofQueues(filter, RESOLVED, place);
  const beside = besideRuns(filter, place);
  // A condition of the filter itself, by which the planner finds the index.
  if (isSelective) return [all([RESOLVED, ...beside])];
  return (kind ?? KINDS).flatMap((kind) =>
    (area ?? AREAS).map((area) => all([RESOLVED, `kind = ${place(kind)}`, `area = ${place(area)}`, ...beside])),
  );
}

function ofQueues(filter: IncidentFilter, part: string, place: Place): readonly string[] {
  const severities = filter.severity ?? SEVERITIES;
  return queuesOf(filter).flatMap((queue) =>
    severities.map((severity) => all([part, `queue = ${place(queue)}`, `severity = ${place(severity)}`])),
  );
}

export function queuesOf({ queue, party }: IncidentFilter): readonly Queue[] {
  return QUEUES.filter((one) => (!queue || one === queue) && (!party || partyOf(one) === party));
}

/** The conditions that runs of queues and severities say by themselves. */
export function besideRuns(filter: IncidentFilter, place: Place): readonly string[] {
  const { queue, party, severity } = filter;
  return [
    ...(queue || party ? [`queue = any(${place(queuesOf(filter))}::text[])`] : []),
    ...(severity ? [`severity = any(${place(severity)}::text[])`] : []),
  ];
}

const all = (conditions: readonly string[]) => conditions.join(' and ');
