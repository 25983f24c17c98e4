import {
  type AnswerOf,
  POKES,
  ROUTES,
  type SilenceView,
  announceNotices,
  incidentViewOf,
  type silenceBody,
  type silenceQuery,
} from '@demarc/contracts';
import {
  type Actor,
  type Instant,
  type Silence,
  isActive,
  maintenanceNotices,
  scopeOf,
  silences,
  seesInternal,
} from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import {
  DataSource,
  type KeptSilence,
  endSilence,
  inTransaction,
  insertOutbox,
  insertSilence,
  listIncidents,
  listSilences,
  loadTenants,
  newId,
  oweNotices,
  readSilence,
  releaseMuted,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { mutedAmong } from './preview-muted.js';
import { silenceOf } from './silence-of.js';

const PREVIEW_LOOKS_AT = 10_000;
const PREVIEW_PAGE = 1_000;
const PREVIEW_SHOWS = 50;
const OPEN = ['new', 'acknowledged', 'waiting'] as const;

/** What mutes notices for a time, and what would be muted. */
@Controller()
export class SilencesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.addSilence)
  async add(
    @FromBody(ROUTES.addSilence) body: z.output<typeof silenceBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.addSilence>> {
    const now = this.clock.now();
    const silence = silenceOf(body, actor, newId(), now);
    if (silence.tenant !== null) await this.tenants.including(silence.tenant);
    await inTransaction(this.store, async (client) => {
      await insertSilence(client, silence, now);
      await this.#tell(client, silence, 'announced', now);
    });
    this.#changed();
    this.log.info(
      { silence: silence.id, kind: silence.kind, tenant: silence.tenant, by: silence.createdBy },
      'silence added',
    );
    return viewOf({ ...silence, createdAt: now, cancelledAt: null }, now);
  }

  @Door(ROUTES.listSilences)
  async list(
    @FromQuery(ROUTES.listSilences) { tenant, ended }: z.output<typeof silenceQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listSilences>> {
    if (tenant !== undefined) await this.tenants.including(tenant);
    const now = this.clock.now();
    const all = await listSilences(this.store, now, ended === 'true');
    const shown = all.filter((silence) => tenant === undefined || silence.tenant === null || silence.tenant === tenant);
    return { items: shown.map((silence) => viewOf(silence, now)) };
  }

  @Door(ROUTES.endSilence)
  async end(
    @FromPath(ROUTES.endSilence) { id }: { readonly id: string },
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.endSilence>> {
    const known = await readSilence(this.store, id);
    if (!known) throw new ProblemError('not-found', `There is no silence ${id}.`);
    if (!known.createdBy.startsWith(`${actor.party}/`) && actor.party !== 'microsoft')
      throw new ProblemError('not-allowed', `${known.createdBy} made this silence; ${actor.party} cannot end it.`);
    const now = this.clock.now();
    const ended = await inTransaction(this.store, async (client) => {
      const silence = await endSilence(client, id, now);
      if (!silence) return null;
      await releaseMuted(client, id, now);
      await this.#tell(client, { ...silence, endsAt: known.endsAt }, isActive(known, now) ? 'ends' : 'cancelled', now);
      return silence;
    });
    if (!ended) throw new ProblemError('wrong-state', `The silence ${id} is over already.`);
    this.#changed();
    this.log.info({ silence: id, by: `${actor.party}/${actor.name}` }, 'silence ended');
    return viewOf(ended, now);
  }

  @Door(ROUTES.previewSilence)
  async preview(
    @FromBody(ROUTES.previewSilence) body: z.output<typeof silenceBody>,
    @Acting() actor: Actor,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.previewSilence>> {
    const silence = silenceOf(body, actor, newId(), this.clock.now());
    if (silence.tenant !== null) await this.tenants.including(silence.tenant);
    const filter = { state: OPEN, tenant: silence.tenant ?? undefined, internal: seesInternal(reader.party) };
    const { found, isMore } = await mutedAmong(
      (cursor) => listIncidents(this.store, filter, '-openedAt', { limit: PREVIEW_PAGE, cursor }),
      // Of an incident two teams may be told: the one that has it, and the one that is informed.
      (incident) =>
        [incident.queue, incident.informed].some(
          (queue) => queue !== null && silences(silence, { tenant: incident.tenant, queue, incident }),
        ),
      PREVIEW_LOOKS_AT,
    );
    const incidents = found.slice(0, PREVIEW_SHOWS).map(incidentViewOf);
    return { incidents, count: found.length, isMore, scope: scopeOf(silence) };
  }

  async #tell(
    client: PoolClient,
    silence: Silence,
    phase: Parameters<typeof maintenanceNotices>[1],
    now: Instant,
  ): Promise<void> {
    if (silence.kind !== 'maintenance') return;
    const tenants =
      silence.tenant === null ? (await loadTenants(this.store)).map(({ tenant }) => tenant) : [silence.tenant];
    const notices = maintenanceNotices(silence, phase, tenants, now, newId);
    await oweNotices(client, notices);
    await insertOutbox(client, announceNotices(notices));
  }

  #changed(): void {
    this.bus.publish(POKES.muting);
    this.bus.publish(POKES.outbox);
  }
}

function viewOf(silence: KeptSilence, now: Instant): SilenceView {
  const state = isActive(silence, now) ? 'active' : silence.startsAt > now ? 'to-come' : 'over';
  return { ...silence, matchers: [...silence.matchers], state };
}
