import type { ProblemCode } from '@demarc/contracts';
import { BadCursorError, KeyReusedError, isConflict } from '@demarc/store';
import { HttpException } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

const RETRY_AFTER_S = 2;
/** PostgreSQL's classes for "not now": connection, resources, shutting down; and the socket's own words. */
const STORE_AWAY = /^(?:08|53|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;
const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'bad-request',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  503: 'unavailable',
};

export interface Asked {
  /** Method and path. */
  readonly asked: string;
  readonly bodyLimit?: number | undefined;
}

/** Something would be written that is out of its writer's sight. */
const OUT_OF_SIGHT = { code: '42501', message: /row-level security policy/ };

/** Any error as the problem a client is told. What nobody foresaw is `internal`, and its message stays in the log. */
export function problemOfError(error: unknown, { asked, bodyLimit }: Asked): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof BadCursorError) {
    return new ProblemError('invalid-parameter', error.message, {
      errors: [{ field: 'cursor', detail: error.message }],
    });
  }
  if (error instanceof KeyReusedError) {
    return new ProblemError('idempotency-key-reused', error.message, {
      errors: [{ field: 'Idempotency-Key', detail: error.message }],
    });
  }
  if (error instanceof HttpException) return ofNest(error, asked);
  if (isConflict(error)) {
    return new ProblemError('unavailable', 'Somebody changed the same thing at the same moment. Try again.', {
      retryAfterS: 1,
    });
  }
  const { code, statusCode, message } = error as { code?: unknown; statusCode?: unknown; message?: unknown };
  if (code === OUT_OF_SIGHT.code && OUT_OF_SIGHT.message.test(String(message))) {
    const detail = 'This is about something that you may not see, so you may not write it either.';
    return new ProblemError('not-allowed', detail, {}, { cause: error });
  }
  if (typeof code === 'string' && STORE_AWAY.test(code)) return storeAway(error);
  if (typeof message === 'string' && /Connection terminated|timeout exceeded when trying to connect/i.test(message))
    return storeAway(error);
  if (statusCode === 413)
    return new ProblemError(
      'too-large',
      `${asked} takes at most ${bodyLimit ?? 'so many'} bytes. Send less, or in parts.`,
    );
  const known = typeof statusCode === 'number' ? codeOf(statusCode) : null;
  if (known && typeof code === 'string' && code.startsWith('FST_'))
    return new ProblemError(known, `${String(message)}.`);
  return new ProblemError(
    'internal',
    'Demarc failed on this request. Its log says why; look for the path and time.',
    {},
    { cause: error },
  );
}

function storeAway(cause: unknown): ProblemError {
  return new ProblemError(
    'unavailable',
    'The database cannot be reached right now. Try again.',
    { retryAfterS: RETRY_AFTER_S },
    { cause },
  );
}

function codeOf(status: number): ProblemCode | null {
  return CODE_OF_STATUS[status] ?? (status < 500 ? 'bad-request' : null);
}

function ofNest(error: HttpException, asked: string): ProblemError {
  const status = error.getStatus();
  const body = error.getResponse();
  if (typeof body === 'object' && 'failing' in body) {
    const failing = body.failing as readonly string[];
    return new ProblemError('unavailable', `Not ready: ${failing.join(', ')}. The log of the api says why.`, {
      errors: failing.map((field) => ({ field, detail: 'not ready' })),
      retryAfterS: RETRY_AFTER_S,
    });
  }
  if (status === 404)
    return new ProblemError('not-found', `There is nothing at ${asked}. GET /openapi.json lists what there is.`);
  const code = codeOf(status);
  return code
    ? new ProblemError(code, error.message)
    : new ProblemError('internal', 'Demarc failed on this request.', {}, { cause: error });
}
