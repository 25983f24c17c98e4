import { COMMAND_ROUTES, type CommandName } from '@demarc/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { identityOf } from '../access/asker.decorator.js';
import { bodyOf, paramsOf } from '../door/given.decorators.js';
import { idempotencyKeyOf } from '../door/idempotency-key.decorator.js';
import { revisionIn } from '../incidents/revision-tag.js';
import type { Command } from './order-of.js';
import type { Asked } from './order-desk.js';

/** A comment disturbs nobody's work: it may be said without having read the newest. */
const WITHOUT_REVISION: ReadonlySet<CommandName> = new Set(['comment']);

/** What a request to one of the command doors asks for, checked against the contract of the door. */
export const AskedOf = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const name = commandIn(request);
  const route = COMMAND_ROUTES[name];
  const { id } = paramsOf(route, request) as { id: string };
  return {
    id,
    actor: identityOf(request).actor,
    command: { name, body: bodyOf(route, request) } as Command,
    expectedRevision: revisionIn(request.headers['if-match'], !WITHOUT_REVISION.has(name)),
    idempotencyKey: idempotencyKeyOf(request),
  };
});

const NAMES = new Map(Object.entries(COMMAND_ROUTES).map(([name, { path }]) => [path as string, name as CommandName]));

function commandIn(request: FastifyRequest): CommandName {
  const path = request.routeOptions.url ?? '';
  const name = NAMES.get(path);
  if (!name) throw new Error(`${path} is no door of a command.`);
  return name;
}
