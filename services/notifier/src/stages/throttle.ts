import { type Instant, URGENT, instantOf } from '@demarc/domain';
import { type DataSource, type Wanted, placeKey, takePlaces } from '@demarc/store';
import type { Sendable } from '../sendable.js';

export interface ThrottleOptions {
  /** Single notices to a contact in one window; 0: as many as there are. */
  readonly most: number;
  readonly windowMs: number;
}

/** What is sent singly, and what waits for a digest until the window ends. */
export interface Throttled {
  readonly single: readonly Sendable[];
  readonly later: readonly { readonly delivery: Sendable; readonly until: Instant }[];
}

/**
 * Divides deliveries into those that are sent singly and those that a digest tells, per contact and channel, the most
 * severe first. Machines take each by itself, so webhooks are never throttled; neither is what cannot wait.
 */
export async function throttle(
  store: DataSource,
  deliveries: readonly Sendable[],
  now: Instant,
  { most, windowMs }: ThrottleOptions,
): Promise<Throttled> {
  const concerned = most === 0 ? [] : deliveries.filter(isThrottled);
  if (concerned.length === 0) return { single: deliveries, later: [] };
  const groups = Map.groupBy(concerned, (delivery) => placeKey(placeOf(delivery)));
  const wanted = [...groups.values()].map((group): Wanted => ({ ...placeOf(group[0]!), count: group.length }));
  const places = await takePlaces(store, wanted, { now, most, windowMs });
  const later = [...groups].flatMap(([key, group]) => {
    const { allowed, windowEndsAt } = places.get(key)!;
    const until = instantOf(windowEndsAt);
    return group
      .toSorted((a, b) => (severityOf(a) < severityOf(b) ? -1 : 1))
      .slice(allowed)
      .map((delivery) => ({ delivery, until }));
  });
  const waiting = new Set(later.map(({ delivery }) => delivery.id));
  return { single: deliveries.filter(({ id }) => !waiting.has(id)), later };
}

function isThrottled({ channel, notice }: Sendable): boolean {
  return channel !== 'webhook' && !URGENT.has(notice.kind);
}

const placeOf = ({ contact, channel, target }: Sendable) => ({ contactId: contact!.id, channel, target });
const severityOf = ({ notice }: Sendable): string => notice.incident?.severity ?? 'C';
