import type { QueueSearch } from './queue-search.js';

/** Where somebody was in a list. */
interface Place {
  readonly activeId: string | null;
  readonly scrolled: number;
}

const MOST_KEPT = 20;
const places = new Map<string, Place>();
let shown: QueueSearch = {};

/** The list by what it was asked for. */
export function keepPlace(list: string, place: Place): void {
  places.delete(list);
  places.set(list, place);
  if (places.size > MOST_KEPT) places.delete(places.keys().next().value!);
}

export const placeIn = (list: string): Place => places.get(list) ?? { activeId: null, scrolled: 0 };

/** What stands in the address of the list that is shown, for the way back to it. */
export function keepShown(search: QueueSearch): void {
  shown = search;
}

/**
 * The way back to the list that was shown last, looked at as before; as somebody else, to the list as they have it,
 * whose queues and views are not the same.
 */
export function wayBack(seenBy: Pick<QueueSearch, 'seenBy'>): QueueSearch {
  return shown.seenBy === seenBy.seenBy ? shown : seenBy;
}
