import {
  type AnswerOf,
  POKES,
  type QuarantineRedriveView,
  ROUTES,
  type discardQuarantineBody,
  type quarantineQuery,
  type redriveQuarantineBody,
} from '@demarc/contracts';
import type { Actor, Correction } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import {
  DataSource,
  type QuarantineFilter,
  askRedrive,
  discardQuarantined,
  listQuarantine,
  readInOrder,
  readQuarantined,
  readRedrive,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { previewOf } from './preview-redrive.js';
import { quarantineDetailOf, quarantineViewOf } from './quarantine-view.js';

const PREVIEWED = 500;
const REFUSED_SHOWN = 100;
const UNWORKED = ['waiting', 'redriving'] as const;

type Redrive = z.output<typeof redriveQuarantineBody>;

@Controller()
export class QuarantineController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listQuarantine)
  async list(
    @FromQuery(ROUTES.listQuarantine) { limit, cursor, state, ...filter }: z.output<typeof quarantineQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listQuarantine>> {
    const states = state ?? UNWORKED;
    const { items, next } = await listQuarantine(this.store, { ...filter, states }, { limit, cursor });
    return { items: items.map(quarantineViewOf), next };
  }

  @Door(ROUTES.readQuarantined)
  async read(
    @FromPath(ROUTES.readQuarantined) { id }: { id: string },
  ): Promise<AnswerOf<typeof ROUTES.readQuarantined>> {
    const found = await readQuarantined(this.store, id);
    if (!found) throw new ProblemError('not-found', `No quarantined message has the id ${id}.`);
    return quarantineDetailOf(found);
  }

  @Door(ROUTES.redriveQuarantine)
  async redrive(
    @FromBody(ROUTES.redriveQuarantine) { which, as }: Redrive,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.redriveQuarantine>> {
    const correction = await this.#correctionOf(as);
    const by = `${actor.party}/${actor.name}`;
    const id = await askRedrive(this.store, filterOf(which), correction, { by, at: this.clock.now() });
    this.bus.publish(POKES.quarantine);
    const answer = await this.#redriveView(id);
    this.log.info({ redrive: id, by, as: correction, messages: answer.asked }, 'quarantined messages are redriven');
    return answer;
  }

  @Door(ROUTES.previewRedrive)
  async preview(
    @FromBody(ROUTES.previewRedrive) { which, as }: Redrive,
  ): Promise<AnswerOf<typeof ROUTES.previewRedrive>> {
    const correction = await this.#correctionOf(as);
    const filter = filterOf(which);
    const states = filter.ids ? (['waiting', 'discarded'] as const) : (['waiting'] as const);
    const { messages, count } = await readInOrder(this.store, { ...filter, states }, PREVIEWED);
    const tenants = await this.tenants.current();
    return { items: messages.map((message) => previewOf(message, correction, tenants)), count };
  }

  @Door(ROUTES.readRedrive)
  async readRedrive(
    @FromPath(ROUTES.readRedrive) { id }: { id: string },
  ): Promise<AnswerOf<typeof ROUTES.readRedrive>> {
    const view = await this.#redriveView(id);
    if (view.asked > 0) return view;
    throw new ProblemError('not-found', `No quarantined message was last redriven as ${id}.`);
  }

  @Door(ROUTES.discardQuarantine)
  async discard(
    @FromBody(ROUTES.discardQuarantine) { which, reason }: z.output<typeof discardQuarantineBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.discardQuarantine>> {
    const by = `${actor.party}/${actor.name}`;
    const discarded = await discardQuarantined(this.store, filterOf(which), reason, { by, at: this.clock.now() });
    this.log.info({ by, reason, discarded }, 'quarantined messages are discarded');
    return { discarded };
  }

  async #correctionOf({ tenant, kind, format }: Redrive['as']): Promise<Correction> {
    if (tenant !== undefined) await this.tenants.including(tenant);
    return { tenant: tenant ?? null, kind: kind ?? null, format: format ?? null };
  }

  async #redriveView(id: string): Promise<QuarantineRedriveView> {
    const { refusedIds, ...counts } = await readRedrive(this.store, id);
    const refused = refusedIds.length === 0 ? [] : await this.#inOrder(refusedIds);
    return { id, ...counts, messages: refused };
  }

  async #inOrder(ids: readonly string[]): Promise<QuarantineRedriveView['messages']> {
    const { messages } = await readInOrder(this.store, { ids }, REFUSED_SHOWN);
    return messages.map(({ item }) => quarantineViewOf(item));
  }
}

function filterOf({ ids, all }: Redrive['which']): QuarantineFilter {
  return ids ? { ids } : { ...all };
}
