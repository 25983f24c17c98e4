import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '@demarc/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.js';

/** The request's `Idempotency-Key`, or null when it has none. Throws `invalid-parameter` for what cannot be one. */
export const GivenKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const given = context.switchToHttp().getRequest<FastifyRequest>().headers[IDEMPOTENCY_KEY_HEADER];
  if (given === undefined) return null;
  const checked = idempotencyKey.safeParse(given);
  if (checked.success) return checked.data;
  const detail = `The header Idempotency-Key ${checked.error.issues[0]!.message}.`;
  throw new ProblemError('invalid-parameter', detail, { errors: [{ field: 'Idempotency-Key', detail }] });
});
