import { type ShippedView, shippedViews, viewFilter } from '@demarc/contracts';
import {
  type Actor,
  type Identity,
  type Party,
  type Queue,
  QUEUES,
  homeOf,
  nameOfActor,
  partyOf,
} from '@demarc/domain';
import { type DataSource, type SavedView, listViews } from '@demarc/store';
import type { z } from 'zod';
import { ProblemError } from '../door/problem-error.js';

export type GivenFilter = z.output<typeof viewFilter>;

/** The queues that somebody works: those of their party. */
export const queuesOf = ({ party }: Actor): readonly Queue[] => QUEUES.filter((queue) => partyOf(queue) === party);

/** Behind a door stands a person: Demarc itself asks for nothing. */
const partyOfPerson = ({ party }: Actor): Party => (party === 'demarc' ? 'microsoft' : party);

/** The usual views of a queue, or of all that a party has. */
export const usualViews = (actor: Actor, queue: Queue | null): readonly ShippedView[] =>
  shippedViews(queue ? { queue } : { party: partyOfPerson(actor) });

/**
 * The parameters of a saved view as this version reads them; one that is kept for a queue is of that queue, unless it
 * says otherwise. Null: they are none that this version takes.
 */
export function queryOfView({ owner, query }: Pick<SavedView, 'owner' | 'query'>): GivenFilter | null {
  const checked = viewFilter.safeParse(query);
  if (!checked.success) return null;
  const { data } = checked;
  const isOfItsQueue = owner.kind === 'queue' && data.queue === undefined && data.offeredTo === undefined;
  return isOfItsQueue ? { ...data, queue: owner.name } : data;
}

/**
 * The parameters of a list that names a view: those of the view, with what the request says itself in their place.
 * Looked for are the reader's own, those of the named queue (or of all of their party), and the usual ones. Throws `not-found`.
 */
export async function viewedQuery(
  store: DataSource,
  name: string,
  given: GivenFilter,
  identity: Identity,
): Promise<GivenFilter> {
  const { actor: reader } = identity;
  const { queue = null, ...rest } = given;
  const queues = queuesOf(reader).filter((one) => queue === null || one === queue);
  const saved = await listViews(store, homeOf(identity), nameOfActor(reader), queues);
  const own = saved.find((view) => view.name === name);
  const usual = usualViews(reader, queue).find((view) => view.name === name);
  const query = own ? queryOfView(own) : usual ? viewFilter.parse(usual.query) : null;
  if (!query) throw noSuchView(name, own !== undefined);
  const narrowed = own?.owner.kind === 'person' ? given : rest;
  const said = Object.entries(narrowed).filter(([, value]) => value !== undefined);
  return { ...query, ...(Object.fromEntries(said) as GivenFilter) };
}

export function noSuchView(name: string, isOutdated = false): ProblemError {
  const detail = isOutdated
    ? `The view "${name}" has a query that this version does not take. Save it again.`
    : `There is no view "${name}" of yours. GET /v1/views lists them; with ?queue= also those of one queue.`;
  return new ProblemError('not-found', detail, { errors: [{ field: 'view', detail }] });
}
