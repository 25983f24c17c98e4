import { createHash } from 'node:crypto';
import { type HttpRoute, RECORDED_AS, ROUTES } from '@demarc/contracts';
import { PROVIDER, homeOf, nameOfActor, reaches } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { administering } from '@demarc/store';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { askingOf } from '../access/asker.decorator.js';
import { CLOCK } from '../tokens.js';

/** What is on record elsewhere, or changes nothing. */
const NOT_NOTED: ReadonlySet<string> = new Set(['own', 'timeline', 'nothing']);
const keyOf = (method: string, path: string) => `${method} ${path}`;
const ACTIONS = new Map(
  Object.entries(RECORDED_AS)
    .filter(([, action]) => !NOT_NOTED.has(action))
    .map(([name, action]) => {
      const { method, path }: HttpRoute = ROUTES[name as keyof typeof RECORDED_AS];
      return [keyOf(method, path), action] as const;
    }),
);
/** Files of these hold what is secret, such as the secrets of webhooks: of them there is the digest alone. */
const BY_DIGEST: ReadonlySet<string> = new Set(['contacts.imported', 'devices.imported']);
const MOST_BYTES = 4_096;

/** Has every administrative change put on record, in the transaction that makes it: see `RECORDED_AS`. */
@Injectable()
export class AdministrationInterceptor implements NestInterceptor {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const action = ACTIONS.get(keyOf(request.method, request.routeOptions.url ?? ''));
    if (action === undefined) return next.handle();
    const body = bodyOf(request);
    const params = request.params as Readonly<Record<string, string>>;
    const query = request.query as Readonly<Record<string, unknown>>;
    const told = (body.json ?? {}) as Readonly<Record<string, unknown>>;
    const tenant = tenantOf(request, params['tenant'] ?? stringOf(told['tenant']) ?? stringOf(query['tenant']));
    const { tenant: _tenant, ...names } = params;
    const subject = Object.values(names).join(' ') || stringOf(told['name']) || tenant;
    const content = body.json !== null && body.bytes <= MOST_BYTES && !BY_DIGEST.has(action) ? body.json : null;
    const change = { ...(Object.keys(query).length > 0 && { query }), content, sha256: body.sha256, bytes: body.bytes };
    const by = { actor: nameOfAsker(request), at: this.clock.now() };
    // Nest binds what comes next to where `handle` is called.
    return administering(by, { tenant, action, subject, change }, () => next.handle());
  }
}

const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What names no tenant, or one that whoever asks does not reach, is on their own record: on another they write nothing. */
function tenantOf(request: FastifyRequest, named: string | undefined): string {
  const asking = askingOf(request);
  return named === undefined || (asking && !reaches(asking.access.tenants, named)) ? homeOfAsker(request) : named;
}

function homeOfAsker(request: FastifyRequest): string {
  const asking = askingOf(request);
  return asking ? homeOf(asking.identity) : PROVIDER;
}

/** Doors that let in anyone change nothing that is noted. */
function nameOfAsker(request: FastifyRequest): string {
  const asking = askingOf(request);
  return asking ? nameOfActor(asking.identity.actor) : 'nobody';
}

function bodyOf({ body, headers }: FastifyRequest) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const isJson = headers['content-type']?.includes('json') ?? false;
  return {
    json: isJson ? parsed(bytes) : null,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** What cannot be read is refused by its door. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
