import type { IncidentDetail, TimelineEntry } from '@demarc/contracts';
import { createContext, use } from 'react';

/** What of an incident one sees and the customer does not, by what each part of the page knows its own by. */
export interface Withheld {
  /** The customer does not know that there is such an incident. */
  readonly whole: boolean;
  readonly entries: ReadonlySet<string>;
  readonly linked: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly notices: ReadonlySet<string>;
  /** Paths of subjects, each after its event's id. */
  readonly subjects: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();
export const NOTHING_WITHHELD: Withheld = {
  whole: false,
  entries: NOTHING,
  linked: NOTHING,
  events: NOTHING,
  notices: NOTHING,
  subjects: NOTHING,
};

export const entryKey = ({ revision, type }: Pick<TimelineEntry, 'revision' | 'type'>): string => `${revision} ${type}`;

/** By nothing else than the two answers: one's own, and what the customer is sent, null when that is "not found". */
export function withheldOf(mine: IncidentDetail, theirs: IncidentDetail | null): Withheld {
  if (!theirs) return { ...NOTHING_WITHHELD, whole: true };
  const id = (item: { readonly id: string }) => item.id;
  const subjects = (of: IncidentDetail) =>
    of.events.flatMap((event) => event.event.subjects.map(({ path }) => subjectKey(event.id, path)));
  return {
    whole: false,
    entries: withheldEntries(mine.timeline, theirs.timeline),
    linked: without(mine.linked.map(id), theirs.linked.map(id)),
    events: without(mine.events.map(id), theirs.events.map(id)),
    notices: without(mine.notices.map(id), theirs.notices.map(id)),
    subjects: without(subjects(mine), subjects(theirs)),
  };
}

export function withheldEntries(mine: readonly TimelineEntry[], theirs: readonly TimelineEntry[]): ReadonlySet<string> {
  return without(mine.map(entryKey), theirs.map(entryKey));
}

export const subjectKey = (eventId: string, path: string): string => `${eventId} ${path}`;

const without = (mine: readonly string[], theirs: readonly string[]): ReadonlySet<string> =>
  new Set(mine.filter((key) => !theirs.includes(key)));

export const WithheldContext = createContext<Withheld>(NOTHING_WITHHELD);
export const useWithheld = (): Withheld => use(WithheldContext);
