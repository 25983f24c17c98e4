import { ME, NOBODY, USUAL_SORT, type incidentFilter } from '@demarc/contracts';
import {
  type Actor,
  type Instant,
  epochMs,
  instantOf,
  keysOfMention,
  parseInstant,
  seesInternal,
} from '@demarc/domain';
import type { IncidentFilter, IncidentOrder } from '@demarc/store';
import type { z } from 'zod';

const MINUTE_MS = 60_000;

export interface Listing {
  readonly filter: IncidentFilter;
  readonly sort: IncidentOrder;
}

/**
 * What a reader's list is made by, now: whom `@me` means and what "within an hour" is depends on who asks and when.
 */
export function filterOfQuery(query: z.output<typeof incidentFilter>, reader: Actor, now: Instant): Listing {
  const { sort = USUAL_SORT, dueWithinMinutes, named, assignee, ...filter } = query;
  return {
    filter: {
      ...filter,
      named: named?.flatMap(keysOfMention),
      assignee: assignee === undefined ? undefined : personOf(assignee, reader),
      openedFrom: momentOf(query.openedFrom),
      openedUntil: momentOf(query.openedUntil),
      acknowledgedFrom: momentOf(query.acknowledgedFrom),
      acknowledgedUntil: momentOf(query.acknowledgedUntil),
      resolvedFrom: momentOf(query.resolvedFrom),
      resolvedUntil: momentOf(query.resolvedUntil),
      dueBy: dueWithinMinutes === undefined ? undefined : instantOf(epochMs(now) + dueWithinMinutes * MINUTE_MS),
      internal: seesInternal(reader.party),
    },
    sort,
  };
}

/** What the contract let in is a moment. */
const momentOf = (given: string | undefined): Instant | undefined =>
  given === undefined ? undefined : parseInstant(given)!;

function personOf(assignee: string, reader: Actor): string | null {
  if (assignee === NOBODY) return null;
  return assignee === ME ? reader.name : assignee;
}
