import { AREAS, KINDS, SEVERITIES } from '@demarc/domain';
import {
  type IncidentFilter,
  OPEN,
  RESOLVED,
  isOpenOnly,
  isResolvedOnly,
  openStates,
  placeConditions,
  queuesOf,
  severityConditions,
  stateConditions,
} from './incident-filter.js';
import type { IncidentOrder } from './incident-order.js';
import { isReference } from './search-terms.js';
import type { Place } from './statement.js';

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
    return [all([`reference like ${place(`${q.trim().toUpperCase()}%`)}`, ...withoutRuns(filter, place)])];
  }
  if (offeredTo !== undefined) return [all(['offered_to is not null', ...withoutRuns(filter, place)])];
  if (filter.named !== undefined) {
    // Few name it: they are found by an index of what is named, for what is open and for the rest, and put in order then.
    const parts = [
      ...(isResolvedOnly(filter) ? [] : [[OPEN, ...openStates(filter, place)]]),
      ...(isOpenOnly(filter) ? [] : [[RESOLVED]]),
    ];
    return parts.map((part) => all([...part, ...placeConditions(filter, place)]));
  }
  const open =
    isResolvedOnly(filter) || isOfResolution(filter)
      ? []
      : ofQueues(filter, sort, [OPEN, ...openStates(filter, place)], place);
  const resolved = isOpenOnly(filter) ? [] : resolvedRuns(filter, sort, place);
  return [...open, ...resolved];
}

/** Nothing that is open was resolved at a time. */
const isOfResolution = ({ resolvedFrom, resolvedUntil }: IncidentFilter): boolean =>
  resolvedFrom !== undefined || resolvedUntil !== undefined;

function resolvedRuns(filter: IncidentFilter, sort: IncidentOrder, place: Place): readonly string[] {
  const { tenant, assignee, kind, area } = filter;
  const isByTime = sort === '-openedAt' || sort === 'openedAt';
  if (!isByTime) return ofQueues(filter, sort, [RESOLVED], place);
  const isSelective = tenant !== undefined || typeof assignee === 'string';
  if (!isSelective && !kind && !area) return ofQueues(filter, sort, [RESOLVED], place);
  const beside = [RESOLVED, ...placeConditions(filter, place)];
  // A condition of the filter itself, by which the planner finds the index.
  if (isSelective) return [all(beside)];
  return (kind ?? KINDS).flatMap((kind) =>
    (area ?? AREAS).map((area) => all([...beside, `kind = ${place(kind)}`, `area = ${place(area)}`])),
  );
}

function ofQueues(
  filter: IncidentFilter,
  sort: IncidentOrder,
  part: readonly string[],
  place: Place,
): readonly string[] {
  const { severity } = filter;
  return queuesOf(filter).flatMap((queue) => {
    const ofQueue = [...part, `queue = ${place(queue)}`];
    // The severities of a queue follow each other in the index; between them it is in order of time only within each.
    if (sort === 'severity') return [all([...ofQueue, ...severityConditions(filter, place)])];
    return (severity ?? SEVERITIES).map((one) => all([...ofQueue, `severity = ${place(one)}`]));
  });
}

function withoutRuns(filter: IncidentFilter, place: Place): readonly string[] {
  return [...stateConditions(filter, place), ...placeConditions(filter, place)];
}

const all = (conditions: readonly string[]) => conditions.join(' and ');
