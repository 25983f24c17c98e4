import { ACTOR_HEADER, actorText } from '@demarc/contracts';
import type { Actor, Party } from '@demarc/domain';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.js';

/**
 * The one place that knows who acts. There is no sign-in yet: the header is believed, which is why the api listens on
 * the loopback interface unless told otherwise.
 */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who reads, or null when the request does not say: then only what both parties may see is shown. */
export const Reading = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null =>
  readerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who gives a command. Throws `who-are-you` when the request does not say. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = readerOf(request);
  if (actor) return actor;
  throw unknownActor('A command needs to know who gives it.');
}

function readerOf(request: FastifyRequest): Actor | null {
  const given = request.headers[ACTOR_HEADER];
  if (given === undefined || given === '') return null;
  // Node reads header bytes as Latin-1; names are sent as UTF-8.
  const text = Buffer.from(String(given), 'latin1').toString('utf8');
  const checked = actorText.safeParse(text);
  if (!checked.success)
    throw unknownActor(`"${text.slice(0, 100)}" does not say who acts: it ${checked.error.issues[0]!.message}.`);
  const slash = text.indexOf('/');
  return { party: text.slice(0, slash) as Party, name: text.slice(slash + 1) };
}

function unknownActor(what: string): ProblemError {
  const detail = `${what} Send the header Demarc-Actor: <party>/<name>, such as microsoft/alex or customer/dana.`;
  return new ProblemError('who-are-you', detail, { errors: [{ field: 'Demarc-Actor', detail }] });
}
