import { type HttpRoute, type ProblemCode, parseJsonBytes, Unreadable } from '@demarc/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ProblemError } from './problem-error.js';

/** What the request gives, checked against the route's own schemas: the handler never sees anything else. */
export const FromPath = createParamDecorator((route: HttpRoute, context: ExecutionContext) =>
  paramsOf(route, requestOf(context)),
);

export const FromQuery = createParamDecorator((route: HttpRoute, context: ExecutionContext) =>
  queryOf(route, requestOf(context)),
);

export const FromBody = createParamDecorator((route: HttpRoute, context: ExecutionContext) =>
  bodyOf(route, requestOf(context)),
);

/** The parts of the path. Throws `invalid-parameter`. */
export function paramsOf(route: HttpRoute, request: FastifyRequest): unknown {
  return check(route.params, request.params, 'invalid-parameter');
}

/** What stands behind the question mark. Throws `invalid-parameter`. */
export function queryOf(route: HttpRoute, request: FastifyRequest): unknown {
  const given = request.query as Readonly<Record<string, unknown>>;
  requireKnown(Object.keys(given), Object.keys(route.query?.shape ?? {}));
  return check(route.query, given, 'invalid-parameter');
}

/** The JSON body. Throws `unsupported-media-type`, `not-json` or `invalid-content`. */
export function bodyOf(route: HttpRoute, request: FastifyRequest): unknown {
  requireMediaType(route, request);
  const schema = route.body?.['application/json'];
  const json = jsonOf(request);
  if (json === undefined && schema?.safeParse(json).success === false) {
    const detail = `${request.method} ${route.path} needs a JSON body.`;
    throw new ProblemError('invalid-content', detail, { errors: [{ field: null, detail }] });
  }
  return check(schema, json, 'invalid-content');
}

/** The body's bytes; every content type is taken in as bytes and read by its door. */
export function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** The media type of a request without its parameters, in lower case; '' when it has none. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** Throws `unsupported-media-type` unless the route takes such a body; an empty body needs no type. */
export function requireMediaType(route: HttpRoute, request: FastifyRequest): void {
  const taken = Object.keys(route.body ?? {});
  const found = mediaTypeOf(request);
  if (taken.includes(found) || (found === '' && bytesOf(request).length === 0)) return;
  const detail = `${request.method} ${route.path} takes ${taken.join(', ')}, found ${found || 'no content-type'}.`;
  throw new ProblemError('unsupported-media-type', detail, { errors: [{ field: 'content-type', detail }] });
}

/** The body as JSON; undefined when there is none. Throws `not-json`. */
export function jsonOf(request: FastifyRequest): unknown {
  const bytes = bytesOf(request);
  return bytes.length === 0 ? undefined : jsonIn(bytes);
}

/** Throws `not-json`. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes).json;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new ProblemError('not-json', error.message, { errors: [{ field: null, detail: error.message }] });
  }
}

/** Throws a problem that names every field at fault. */
export function check<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  code: ProblemCode,
): z.output<Schema> {
  if (!schema) throw new Error('This route has no schema for what its door reads; add it to the table of routes.');
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const errors = checked.error.issues.map(({ path, message }) => ({ field: fieldOf(path), detail: message }));
  throw new ProblemError(code, errors.map(({ field, detail }) => (field ? `${field}: ${detail}` : detail)).join('; '), {
    errors,
  });
}

/** A filter that is written wrongly must not quietly show everything. */
function requireKnown(given: readonly string[], known: readonly string[]): void {
  const errors = given
    .filter((name) => !known.includes(name))
    .map((field) => ({ field, detail: `there is no such parameter; known are ${known.join(', ')}` }));
  if (errors.length === 0) return;
  throw new ProblemError('invalid-parameter', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), {
    errors,
  });
}

function fieldOf(path: readonly PropertyKey[]): string | null {
  const text = path.reduce<string>(
    (field, key) => (typeof key === 'number' ? `${field}[${key}]` : field ? `${field}.${String(key)}` : String(key)),
    '',
  );
  return text || null;
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}
