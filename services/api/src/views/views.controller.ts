import {
  type AnswerOf,
  type CountedView,
  EVERYTHING_VIEW,
  MOST_COUNTED,
  ROUTES,
  type ViewView,
  type viewBody,
  viewFilter,
  type viewListQuery,
  type viewQuery,
} from '@demarc/contracts';
import { type Actor, type Identity, type Queue, homeOf, nameOfActor } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import {
  DataSource,
  MOST_VIEWS,
  type SavedView,
  type ViewOwner,
  countIncidents,
  deleteView,
  listViews,
  putView,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Asker } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { filterOfQuery } from '../incidents/filter-of-query.js';
import { CLOCK, LOG } from '../tokens.js';
import { type GivenFilter, noSuchView, queryOfView, queuesOf, usualViews, viewedQuery } from './viewed-query.js';

type Path = { readonly name: string };
type OfQueue = z.output<typeof viewQuery>;
type Listed = Omit<CountedView, 'count'> & { readonly filter: GivenFilter | null };

/** Lists that people keep: their own, and those of the queues they work. */
@Controller()
export class ViewsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listViews)
  async listViews(
    @Asker() identity: Identity,
    @FromQuery(ROUTES.listViews) { queue, tenant }: z.output<typeof viewListQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listViews>> {
    const { actor } = identity;
    if (queue) requireOwn(actor, queue);
    if (tenant !== undefined) await this.tenants.including(tenant);
    const saved = await listViews(this.store, homeOf(identity), nameOfActor(actor), queue ? [queue] : queuesOf(actor));
    const views: Listed[] = [
      ...saved.map((view) => ({ ...viewOf(view), filter: queryOfView(view) })),
      ...usualViews(actor, queue ?? null).map(({ name, title, query }, position) => {
        const owner = { kind: 'demarc', name: queue ?? actor.party } as const;
        const filter = viewFilter.parse(query);
        return { name, title, owner, query, position, savedAt: null, savedBy: null, filter };
      }),
    ];
    return { items: await this.#counted(views, tenant, actor) };
  }

  @Door(ROUTES.putView)
  async putView(
    @Asker() identity: Identity,
    @FromPath(ROUTES.putView) { name }: Path,
    @FromQuery(ROUTES.putView) { queue }: OfQueue,
    @FromBody(ROUTES.putView) { query: given, view: from, position }: z.output<typeof viewBody>,
  ): Promise<AnswerOf<typeof ROUTES.putView>> {
    const { actor } = identity;
    const owner = ownerOf(actor, queue);
    const taken = [EVERYTHING_VIEW, ...usualViews(actor, null).map((usual) => usual.name)];
    if (taken.includes(name)) throw nameTaken(name);
    const query = from === undefined ? given : await viewedQuery(this.store, from, given, identity);
    if (query.tenant !== undefined) await this.tenants.including(query.tenant);
    const savedBy = nameOfActor(actor);
    const view: SavedView = {
      tenant: homeOf(identity),
      owner,
      name,
      query,
      position,
      savedAt: this.clock.now(),
      savedBy,
    };
    if (!(await putView(this.store, view))) throw tooMany(owner);
    this.log.info({ view: name, owner: owner.name, actor: savedBy }, 'view saved');
    return viewOf(view);
  }

  @Door(ROUTES.deleteView)
  async deleteView(
    @Asker() identity: Identity,
    @FromPath(ROUTES.deleteView) { name }: Path,
    @FromQuery(ROUTES.deleteView) { queue }: OfQueue,
  ): Promise<AnswerOf<typeof ROUTES.deleteView>> {
    const { actor } = identity;
    const owner = ownerOf(actor, queue);
    const view = await deleteView(this.store, homeOf(identity), owner, name);
    if (!view) throw noSuchView(name);
    this.log.info({ view: name, owner: owner.name, actor: nameOfActor(actor) }, 'view deleted');
    return viewOf(view);
  }

  async #counted(views: readonly Listed[], tenant: string | undefined, actor: Actor): Promise<CountedView[]> {
    const now = this.clock.now();
    const filters = views.flatMap(({ filter }) =>
      filter ? [filterOfQuery({ ...filter, ...(tenant && { tenant }) }, actor, now).filter] : [],
    );
    const counts = [...(await countIncidents(this.store, filters, MOST_COUNTED + 1))];
    return views.map(({ filter, ...view }) => ({ ...view, count: filter ? countOf(counts.shift()!) : null }));
  }
}

function viewOf({ name, owner, query, position, savedAt, savedBy }: SavedView): ViewView {
  return { name, title: name, owner, query, position, savedAt, savedBy };
}

function countOf(found: number): NonNullable<CountedView['count']> {
  return { incidents: Math.min(found, MOST_COUNTED), isMore: found > MOST_COUNTED };
}

function ownerOf(actor: Actor, queue: Queue | undefined): ViewOwner {
  if (!queue) return { kind: 'person', name: nameOfActor(actor) };
  requireOwn(actor, queue);
  return { kind: 'queue', name: queue };
}

/** Throws `not-allowed` for somebody of the other party. */
function requireOwn(actor: Actor, queue: Queue): void {
  if (queuesOf(actor).includes(queue)) return;
  const detail = `The views of ${queue} are for those who work it, and ${nameOfActor(actor)} does not.`;
  throw new ProblemError('not-allowed', detail, { errors: [{ field: 'queue', detail }] });
}

function nameTaken(name: string): ProblemError {
  const detail = `"${name}" comes with Demarc. Save the view under another name.`;
  return new ProblemError('name-taken', detail, { errors: [{ field: 'name', detail }] });
}

function tooMany({ name }: ViewOwner): ProblemError {
  const detail = `${name} has ${MOST_VIEWS} views, which is all that are kept. Delete one first.`;
  return new ProblemError('invalid-content', detail, { errors: [{ field: 'name', detail }] });
}
