import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '@demarc/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.js';

/** As {@link idempotencyKeyOf} of the request that a handler serves. */
export const GivenKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The sender's own mark of a request that may be sent again; null when it has none. Throws `invalid-parameter`. */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const given = request.headers[IDEMPOTENCY_KEY_HEADER];
  if (given === undefined || given === '') return null;
  const checked = idempotencyKey.safeParse(given);
  if (checked.success) return checked.data;
  const detail = `Idempotency-Key ${checked.error.issues[0]!.message}.`;
  throw new ProblemError('invalid-parameter', detail, { errors: [{ field: 'Idempotency-Key', detail }] });
}
