import {
  type AnswerOf,
  type CommandAnswerBody,
  RESPOND_ROUTES,
  ROUTES,
  type ResponseName,
  incidentViewOf,
} from '@demarc/contracts';
import { type Identity, partyOf } from '@demarc/domain';
import { DataSource, deliveriesOfIncident, readTimeline } from '@demarc/store';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asker, identityOf } from '../access/asker.decorator.js';
import { idempotencyKeyOf } from '../door/idempotency-key.decorator.js';
import { Door, Doors } from '../door/door.decorator.js';
import { FromPath, bodyOf, paramsOf } from '../door/given.decorators.js';
import { revisionIn, tagOf } from '../incidents/revision-tag.js';
import { NoticeDesk } from '../ledger/notice-desk.js';
import { responderOf } from './responder-of.js';
import { type AskedFromOutside, ResponseDesk } from './response-desk.js';

const TIMELINE_SHOWN = 200;
const NAMES = new Map(Object.entries(RESPOND_ROUTES).map(([name, { path }]) => [path as string, name as ResponseName]));

/** Where a customer's own systems answer back, each with its key. */
@Controller()
export class RespondController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(ResponseDesk) private readonly responses: ResponseDesk,
    @Inject(NoticeDesk) private readonly notices: NoticeDesk,
  ) {}

  @Doors(Object.values(RESPOND_ROUTES))
  async respond(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    const responder = responderOf(identityOf(request));
    const name = NAMES.get(request.routeOptions.url ?? '')!;
    const route = RESPOND_ROUTES[name];
    const { incident } = paramsOf(route, request) as { incident: string };
    const answer = await this.responses.respond(responder, {
      incident,
      command: { name, body: bodyOf(route, request) } as AskedFromOutside['command'],
      // A program that was told of an incident answers it as it is now; one that has read it may say what it saw.
      expectedRevision: revisionIn(request.headers['if-match'], false),
      idempotencyKey: idempotencyKeyOf(request),
    });
    reply.header('etag', tagOf(answer.incident.revision));
    return answer;
  }

  @Door(ROUTES.respondRead)
  async read(
    @Asker() identity: Identity,
    @FromPath(ROUTES.respondRead) { incident: name }: { incident: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof ROUTES.respondRead>> {
    const responder = responderOf(identity);
    const incident = await this.responses.requireOwn(responder, name);
    const [timeline, notices] = await Promise.all([
      readTimeline(this.store, incident, responder.actor, { limit: TIMELINE_SHOWN }),
      deliveriesOfIncident(this.store, incident.tenant, incident.id),
    ]);
    reply.header('etag', tagOf(incident.revision));
    return {
      incident: incidentViewOf(incident),
      timeline: timeline.items.toReversed(),
      notices: notices
        .filter(({ queue }) => partyOf(queue) === responder.actor.party)
        .map(({ id, kind, queue, because, owedAt, acknowledgement }) => ({
          id,
          kind,
          queue,
          because,
          owedAt,
          acknowledgement,
        })),
    };
  }

  @Door(ROUTES.respondNotice)
  async acknowledge(
    @Asker() identity: Identity,
    @FromPath(ROUTES.respondNotice) { id }: { id: string },
  ): Promise<AnswerOf<typeof ROUTES.respondNotice>> {
    const { tenant, actor } = responderOf(identity);
    return this.notices.acknowledge({ id, tenant, actor, through: 'http' });
  }
}
