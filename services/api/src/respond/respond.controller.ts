import {
  type AnswerOf,
  type CommandAnswerBody,
  RESPOND_ROUTES,
  ROUTES,
  type ResponseName,
  incidentViewOf,
} from '@demarc/contracts';
import { partyOf } from '@demarc/domain';
import { DataSource, deliveriesOfIncident, readTimeline } from '@demarc/store';
import { Controller, Headers, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idempotencyKeyOf } from '../door/idempotency-key.decorator.js';
import { Door, Doors } from '../door/door.decorator.js';
import { FromPath, bodyOf, paramsOf } from '../door/given.decorators.js';
import { revisionIn, tagOf } from '../incidents/revision-tag.js';
import { NoticeDesk } from '../ledger/notice-desk.js';
import { KeyKeeper } from './key-keeper.js';
import { type AskedFromOutside, ResponseDesk } from './response-desk.js';

const TIMELINE_SHOWN = 200;
const NAMES = new Map(Object.entries(RESPOND_ROUTES).map(([name, { path }]) => [path as string, name as ResponseName]));

/** Where a customer's own systems answer back, each with its key. */
@Controller()
export class RespondController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(KeyKeeper) private readonly keeper: KeyKeeper,
    @Inject(ResponseDesk) private readonly responses: ResponseDesk,
    @Inject(NoticeDesk) private readonly notices: NoticeDesk,
  ) {}

  @Doors(Object.values(RESPOND_ROUTES))
  async respond(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    const responder = await this.keeper.admit(request.headers.authorization);
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
    @Headers('authorization') authorization: string | undefined,
    @FromPath(ROUTES.respondRead) { incident: name }: { incident: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof ROUTES.respondRead>> {
    const responder = await this.keeper.admit(authorization);
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
    @Headers('authorization') authorization: string | undefined,
    @FromPath(ROUTES.respondNotice) { id }: { id: string },
  ): Promise<AnswerOf<typeof ROUTES.respondNotice>> {
    const { tenant, actor } = await this.keeper.admit(authorization);
    return this.notices.acknowledge({ id, tenant, actor, through: 'http' });
  }
}
