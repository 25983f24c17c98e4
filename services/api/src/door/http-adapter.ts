import { ROUTES } from '@demarc/contracts';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { LATENCY_BUCKETS_S, type ListenerTls, type Log, serverOptions } from '@demarc/runtime';
import type { ApiConfig } from '../config.js';
import { limitAdmission } from './admission.js';
import { sendProblem } from './problem.filter.js';

const COMMAND_BYTES = 256 * 1024;
const SEND_WITHIN_MS = 60_000;
const NO_ROUTE = 'none';

/**
 * Fastify as the api needs it: every body is taken in as bytes within its door's limit (events are kept byte for byte,
 * and each door reads its own media types), each answered request is measured, and what fails before Nest sees it is
 * a problem document too.
 */
export function httpAdapter(config: ApiConfig, log: Log, registry: Registry, tls: ListenerTls | null): FastifyAdapter {
  const seconds = new Histogram({
    name: 'demarc_http_request_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS_S,
    registers: [registry],
  });
  const adapter = new FastifyAdapter({
    forceCloseConnections: true,
    // Whoever sends slower than this holds up others.
    requestTimeout: SEND_WITHIN_MS,
    bodyLimit: COMMAND_BYTES,
    ...(config.DEMARC_TRUSTED_PROXIES && { trustProxy: config.DEMARC_TRUSTED_PROXIES }),
    ...(tls && { https: serverOptions(tls) }),
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, log),
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  limitAdmission(server, {
    mostAtOnce: config.DEMARC_API_AT_ONCE,
    mostBytes: config.DEMARC_API_BYTES_AT_ONCE,
    log,
    registry,
  });
  server.removeAllContentTypeParsers();
  // Declared to Nest as well, which would add its own parsers in front.
  adapter.useBodyParser(
    '*',
    false,
    {},
    (_request: unknown, body: Buffer, done: (error: Error | null, body: Buffer) => void) => done(null, body),
  );
  const limits = bodyLimits(config);
  server.addHook('onRoute', (route: RouteOptions) => {
    const limit = limits.get(route.url);
    if (limit !== undefined) route.bodyLimit = limit;
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? NO_ROUTE;
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    done();
  });
  return adapter;
}

function bodyLimits(config: ApiConfig): ReadonlyMap<string, number> {
  const { DEMARC_MAX_EVENT_BYTES: event, DEMARC_MAX_BATCH: batch, DEMARC_MAX_IMPORT_BYTES: file } = config;
  return new Map([
    [ROUTES.sendEvents.path, Math.min(event * batch, Math.max(event, file))],
    [ROUTES.sendHook.path, event],
    [ROUTES.importDevices.path, file],
    [ROUTES.importContacts.path, file],
    [ROUTES.previewDevices.path, file],
    [ROUTES.previewContacts.path, file],
  ]);
}
