import {
  type CommandAnswerBody,
  POKES,
  ROUTES,
  announceChange,
  type assignBody,
  type commentBody,
  incidentViewOf,
  type resolveBody,
  type serviceImpactBody,
} from '@demarc/contracts';
import type { Actor } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { type CommandAnswer, type CommandRequest, DataSource, executeCommand } from '@demarc/store';
import { Controller, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acting } from '../door/actor.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { requireIncident } from './incident-lookup.js';
import { revisionIn, tagOf } from './revision-tag.js';

type Path = { readonly id: string };
type Command = CommandRequest['command'];

/** What people do with an incident; each goes the same road as what machines and time do. */
@Controller()
export class CommandsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.acknowledge)
  acknowledge(
    @FromPath(ROUTES.acknowledge) { id }: Path,
    @Acting() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @FromBody(ROUTES.acknowledge) _body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    return this.#execute(id, revisionIn(ifMatch, true), { type: 'AcknowledgeIncident', actor }, reply);
  }

  @Door(ROUTES.assign)
  assign(
    @FromPath(ROUTES.assign) { id }: Path,
    @Acting() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @FromBody(ROUTES.assign) { to }: z.output<typeof assignBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    return this.#execute(id, revisionIn(ifMatch, true), { type: 'AssignIncident', actor, to }, reply);
  }

  @Door(ROUTES.comment)
  comment(
    @FromPath(ROUTES.comment) { id }: Path,
    @Acting() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @FromBody(ROUTES.comment) { text, visibility }: z.output<typeof commentBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    return this.#execute(id, revisionIn(ifMatch, false), { type: 'CommentOnIncident', actor, text, visibility }, reply);
  }

  @Door(ROUTES.resolve)
  resolve(
    @FromPath(ROUTES.resolve) { id }: Path,
    @Acting() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @FromBody(ROUTES.resolve) body: z.output<typeof resolveBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    const { classification = null, determination = null, note = null } = body ?? {};
    const resolution = { classification, determination, note };
    return this.#execute(id, revisionIn(ifMatch, true), { type: 'ResolveIncident', actor, resolution }, reply);
  }

  @Door(ROUTES.flagServiceImpact)
  async flagServiceImpact(
    @FromPath(ROUTES.flagServiceImpact) { id }: Path,
    @Acting() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @FromBody(ROUTES.flagServiceImpact) { impact, note = null }: z.output<typeof serviceImpactBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    const command: Command = { type: 'FlagServiceImpact', actor, impact, note };
    const answer = await this.#execute(id, revisionIn(ifMatch, true), command, reply);
    this.bus.publish(POKES.redecide);
    return answer;
  }

  async #execute(
    id: string,
    expectedRevision: number | null,
    command: Command,
    reply: FastifyReply,
  ): Promise<CommandAnswerBody> {
    const { id: incidentId } = await requireIncident(this.store, id);
    const request = { incidentId, command, expectedRevision, now: this.clock.now() };
    const answer = await executeCommand(this.store, request, announceChange);
    const actor = 'actor' in command ? `${command.actor.party}/${command.actor.name}` : null;
    const told = { actor, command: command.type, incidentId, incident: answer.incident?.reference };
    if (!answer.ok) {
      this.log.info({ ...told, code: answer.code }, 'command refused');
      throw refusalOf(answer);
    }
    // The relay would find it by itself; this way it does at once.
    this.bus.publish(POKES.outbox);
    this.log.info({ ...told, revision: answer.incident.revision }, 'command done');
    reply.header('etag', tagOf(answer.incident.revision));
    return { incident: incidentViewOf(answer.incident), changes: [...answer.changes] };
  }
}

function refusalOf({ code, detail, incident }: CommandAnswer & { ok: false }): ProblemError {
  return new ProblemError(code, detail, incident ? { etag: tagOf(incident.revision) } : {});
}
