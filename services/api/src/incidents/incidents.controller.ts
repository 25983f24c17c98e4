import {
  type AnswerOf,
  type NoticeView,
  ROUTES,
  incidentViewOf,
  type incidentQuery,
  type queueQuery,
} from '@demarc/contracts';
import { type Actor, type Identity, type Incident, serviceLevelsOf, seesInternal } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  DataSource,
  deliveriesOfIncident,
  listIncidents,
  listQueues,
  readCustody,
  readIncidentEvents,
  readJoint,
  readLinked,
  readRawEvent,
  readReceipt,
  readServiceLevels,
  readTimeline,
} from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acting, Asker } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { filterOfQuery } from './filter-of-query.js';
import { custodyViewOf } from './custody-view.js';
import { requireIncident } from './incident-lookup.js';
import { jointIncidentOf } from './joint-view.js';
import { noticeViewOf } from './notice-view.js';
import { mutedBy, mutedBySilence } from '../silences/muted-by.js';
import { CLOCK } from '../tokens.js';
import { tagOf } from './revision-tag.js';
import { viewedQuery } from '../views/viewed-query.js';

const TIMELINE_SHOWN = 200;
const EVENTS_SHOWN = 50;

type Page = { readonly limit: number; readonly cursor?: string | undefined };

/** Queues and what is known of each incident. */
@Controller()
export class IncidentsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Door(ROUTES.listQueues)
  async listQueues(
    @FromQuery(ROUTES.listQueues) { tenant }: z.output<typeof queueQuery>,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.listQueues>> {
    if (tenant !== undefined) await this.tenants.including(tenant);
    return { items: await listQueues(this.store, tenant ?? null, seesInternal(reader.party)) };
  }

  @Door(ROUTES.listIncidents)
  async listIncidents(
    @FromQuery(ROUTES.listIncidents) asked: z.output<typeof incidentQuery>,
    @Asker() identity: Identity,
  ): Promise<AnswerOf<typeof ROUTES.listIncidents>> {
    const { limit, cursor, view, seenBy: _seenBy, ...given } = asked;
    const query = view === undefined ? given : await viewedQuery(this.store, view, given, identity);
    if (query.tenant !== undefined) await this.tenants.including(query.tenant);
    const { filter, sort } = filterOfQuery(query, identity.actor, this.clock.now());
    const { items, next } = await listIncidents(this.store, filter, sort, { limit, cursor });
    const muted = await mutedBySilence(this.store, this.clock.now());
    return { items: items.map((incident) => ({ ...incidentViewOf(incident), muted: muted(incident) })), next };
  }

  @Door(ROUTES.readIncident)
  async readIncident(
    @FromPath(ROUTES.readIncident) { id }: { id: string },
    @Acting() reader: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof ROUTES.readIncident>> {
    const incident = await requireIncident(this.store, id, reader);
    const [muted, custody, levels, receipt, linked, timeline, events, notices] = await Promise.all([
      mutedBy(this.store, incident, this.clock.now()),
      readCustody(this.store, incident),
      readServiceLevels(this.store, incident.tenant),
      readReceipt(this.store, incident),
      readLinked(this.store, incident, seesInternal(reader.party)),
      readTimeline(this.store, incident, reader, { limit: TIMELINE_SHOWN }),
      readIncidentEvents(this.store, incident, reader, { limit: EVENTS_SHOWN }),
      this.#noticesOf(incident, reader),
    ]);
    reply.header('etag', tagOf(incident.revision));
    return {
      incident: incidentViewOf(incident),
      custody: custodyViewOf(incident, custody, serviceLevelsOf(levels ?? {}), this.clock.now()),
      muted,
      receipt,
      linked,
      timeline: timeline.items.toReversed(),
      events: events.items,
      notices,
    };
  }

  @Door(ROUTES.readTimeline)
  async readTimeline(
    @FromPath(ROUTES.readTimeline) { id }: { id: string },
    @FromQuery(ROUTES.readTimeline) page: Page,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readTimeline>> {
    return readTimeline(this.store, await requireIncident(this.store, id, reader), reader, page);
  }

  @Door(ROUTES.readIncidentEvents)
  async readIncidentEvents(
    @FromPath(ROUTES.readIncidentEvents) { id }: { id: string },
    @FromQuery(ROUTES.readIncidentEvents) page: Page,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readIncidentEvents>> {
    return readIncidentEvents(this.store, await requireIncident(this.store, id, reader), reader, page);
  }

  @Door(ROUTES.readNotices)
  async readNotices(
    @FromPath(ROUTES.readNotices) { id }: { id: string },
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readNotices>> {
    return { items: await this.#noticesOf(await requireIncident(this.store, id, reader), reader) };
  }

  @Door(ROUTES.readJoint)
  async readJoint(
    @FromPath(ROUTES.readJoint) { id }: { id: string },
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readJoint>> {
    const { incidents, timeline } = await readJoint(this.store, await requireIncident(this.store, id, reader), reader);
    return { incidents: incidents.map(jointIncidentOf), timeline };
  }

  @Door(ROUTES.readRawEvent)
  async readRawEvent(
    @FromPath(ROUTES.readRawEvent) { eventId }: { eventId: string },
    @Acting() reader: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const message = await readRawEvent(this.store, eventId, { internal: seesInternal(reader.party) });
    if (!message) throw new ProblemError('not-found', `There is no event ${eventId}.`);
    // Bytes of a stranger: never to be sniffed, shown or run by a browser.
    await reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${eventId}"`)
      .header('x-content-type-options', 'nosniff')
      .send(message.bytes);
  }

  async #noticesOf({ tenant, id, severity }: Incident, { party }: Actor): Promise<NoticeView[]> {
    const notices = await deliveriesOfIncident(this.store, tenant, id);
    const now = this.clock.now();
    return notices.map((notice) => noticeViewOf(notice, severity, party, now));
  }
}
