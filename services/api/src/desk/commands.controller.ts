import {
  type BulkAnswer,
  COMMAND_ROUTES,
  type CommandAnswerBody,
  ROUTES,
  type bulkBody,
  problemOf,
} from '@demarc/contracts';
import type { Identity } from '@demarc/domain';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Asker } from '../access/asker.decorator.js';
import { requirePermission } from '../access/identity.guard.js';
import { Door, Doors } from '../door/door.decorator.js';
import { FromBody } from '../door/given.decorators.js';
import { idempotencyKeyOf } from '../door/idempotency-key.decorator.js';
import { ProblemError } from '../door/problem-error.js';
import { tagOf } from '../incidents/revision-tag.js';
import { AskedOf } from './asked.decorator.js';
import type { Command } from './order-of.js';
import { type Asked, OrderDesk } from './order-desk.js';

/** What people do with incidents, one or many at a time; each goes the same road as what machines and time do. */
@Controller()
export class CommandsController {
  constructor(@Inject(OrderDesk) private readonly desk: OrderDesk) {}

  @Doors(Object.values(COMMAND_ROUTES))
  async command(@AskedOf() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<CommandAnswerBody> {
    const answer = await this.desk.carryOut(asked);
    reply.header('etag', tagOf(answer.incident.revision));
    return answer;
  }

  @Door(ROUTES.bulk)
  async bulk(
    @FromBody(ROUTES.bulk) { command: name, body, items }: z.output<typeof bulkBody>,
    @Asker() identity: Identity,
    @Req() request: FastifyRequest,
  ): Promise<BulkAnswer> {
    // The same is permitted as at the command's own door.
    requirePermission(identity, COMMAND_ROUTES[name].allows);
    const { actor } = identity;
    const key = idempotencyKeyOf(request);
    const command = { name, body: COMMAND_ROUTES[name].body['application/json'].parse(body) } as Command;
    const results: BulkAnswer['items'] = [];
    for (const { id, revision = null } of items) {
      // Each item is a request of its own: one that is refused leaves the others alone.
      const idempotencyKey = key && `${key}:${id}`;
      results.push(await this.#one({ id, actor, command, expectedRevision: revision, idempotencyKey }, request.url));
    }
    const done = results.filter(({ ok }) => ok).length;
    return { items: results, done, refused: results.length - done };
  }

  async #one(asked: Asked, instance: string): Promise<BulkAnswer['items'][number]> {
    try {
      return { id: asked.id, ok: true, answer: await this.desk.carryOut(asked) };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { id: asked.id, ok: false, problem: problemOf(error.code, error.message, instance) };
    }
  }
}
