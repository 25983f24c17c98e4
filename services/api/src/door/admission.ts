import { ROUTES } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { getHeapStatistics } from 'node:v8';
import { answerProblem } from './problem.filter.js';
import { ProblemError } from './problem-error.js';

const LONGEST_TURN_MS = 3_000;
const MOST_OF_HEAP = 0.85;
const RETRY_AFTER_S = 1;
const LOG_EVERY_MS = 10_000;

/** What an operator looks at when it is busy, and what stays open for as long as its reader wants. */
const ALWAYS_LET_IN: ReadonlySet<string> = new Set([
  ROUTES.live.path,
  ROUTES.ready.path,
  ROUTES.metrics.path,
  ROUTES.feed.path,
]);
const PUBLISHES: ReadonlySet<string> = new Set([ROUTES.sendEvents.path, ROUTES.sendHook.path]);

export interface AdmissionOptions {
  /** Requests that are answered at once; of one tenant's publishers half as many. */
  readonly mostAtOnce: number;
  readonly log: Log;
  readonly registry: Registry;
}

/**
 * Turns requests away before any work is done for them, once more is under way than this process answers in good time:
 * 503, or 429 when it is one tenant's publishers who take more than their share. Both say when to come again.
 */
export function limitAdmission(server: FastifyInstance, { mostAtOnce, log, registry }: AdmissionOptions): void {
  const shed = new Counter({
    name: 'demarc_http_shed_total',
    help: 'Requests that were told to come again before any work was done for them, by why.',
    labelNames: ['because'],
    registers: [registry],
  });
  void server.register(underPressure, {
    maxEventLoopDelay: LONGEST_TURN_MS,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * MOST_OF_HEAP,
    // It only measures: who is turned away is decided below, in one place.
    pressureHandler: () => undefined,
  });
  const publishing = new Map<string, number>();
  let underWay = 0;
  let toldAt = -LOG_EVERY_MS;

  const refuse = (because: string, problem: ProblemError, request: FastifyRequest, reply: FastifyReply): void => {
    shed.inc({ because });
    if (performance.now() - toldAt >= LOG_EVERY_MS) {
      toldAt = performance.now();
      log.warn({ because, underWay }, 'more is asked than can be answered: some are told to come again');
    }
    answerProblem(problem, request, reply);
  };

  server.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? '';
    if (ALWAYS_LET_IN.has(route)) return done();
    if (server.isUnderPressure())
      return refuse('pressure', busy('This process is short of time or memory.'), request, reply);
    if (underWay >= mostAtOnce)
      return refuse('at-once', busy(`${mostAtOnce} requests are being answered (DEMARC_API_AT_ONCE).`), request, reply);
    const tenant = PUBLISHES.has(route) ? (request.params as { tenant: string }).tenant : null;
    const ofTenant = tenant === null ? 0 : (publishing.get(tenant) ?? 0);
    if (tenant !== null && ofTenant >= mostAtOnce / 2)
      return refuse('tenant-at-once', tooManyOf(tenant), request, reply);
    underWay += 1;
    if (tenant !== null) publishing.set(tenant, ofTenant + 1);
    // Once, whether it was answered or its client went away.
    reply.raw.once('close', () => {
      underWay -= 1;
      if (tenant === null) return;
      const left = publishing.get(tenant)! - 1;
      if (left > 0) publishing.set(tenant, left);
      else publishing.delete(tenant);
    });
    done();
  });
}

const busy = (why: string): ProblemError =>
  new ProblemError('unavailable', `${why} Nothing was done; send the same request again.`, {
    retryAfterS: RETRY_AFTER_S,
  });

const tooManyOf = (tenant: string): ProblemError =>
  new ProblemError(
    'too-many-requests',
    `Publishers of ${tenant} have more requests under way than one customer may. Nothing was done; send this one again.`,
    { retryAfterS: RETRY_AFTER_S },
  );
