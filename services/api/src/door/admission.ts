import { ROUTES } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { answerProblem } from './problem.filter.js';
import { ProblemError } from './problem-error.js';
import { UnderWay } from './under-way.js';

const LONGEST_TURN_MS = 3_000;
const MOST_OF_MEMORY = 0.85;
/** What a request costs beside its body. */
const FEWEST_BYTES = 16 * 1024;
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
  /** Bytes of bodies that are taken in or worked on at once; of one address and of one tenant's publishers half as many. */
  readonly mostBytes: number;
  readonly log: Log;
  readonly registry: Registry;
}

/**
 * Turns requests away before any work is done for them, once more is under way than this process answers in good time or
 * holds in its memory: 503, or 429 when it is one tenant's publishers or one address who take more than their share. All
 * say when to come again.
 *
 * A request has its bytes from its first line on, and a place among those that are answered only once its body is there:
 * who sends slowly keeps no place from others.
 */
export function limitAdmission(
  server: FastifyInstance,
  { mostAtOnce, mostBytes, log, registry }: AdmissionOptions,
): void {
  const shed = new Counter({
    name: 'demarc_http_shed_total',
    help: 'Requests that were told to come again before any work was done for them, by why.',
    labelNames: ['because'],
    registers: [registry],
  });
  void server.register(underPressure, {
    maxEventLoopDelay: LONGEST_TURN_MS,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * MOST_OF_MEMORY,
    maxRssBytes: containerBytes() * MOST_OF_MEMORY,
    // It only measures: who is turned away is decided below, in one place.
    pressureHandler: () => undefined,
  });
  const places = new UnderWay(mostAtOnce);
  const bytes = new UnderWay(mostBytes);
  let toldAt = -LOG_EVERY_MS;

  const refuse = ({ because, problem }: Refusal, request: FastifyRequest, reply: FastifyReply): void => {
    shed.inc({ because });
    if (performance.now() - toldAt >= LOG_EVERY_MS) {
      toldAt = performance.now();
      const underWay = { requests: places.all, bytes: bytes.all };
      log.warn({ because, underWay }, 'more is asked than can be answered: some are told to come again');
    }
    answerProblem(problem, request, reply);
  };
  const noPlace = (tenant: string | null): Refusal | null => {
    const full = places.fullFor(1, sharersOf(tenant));
    if (full === null) return null;
    return full === 'everybody'
      ? { because: 'at-once', problem: busy(`${mostAtOnce} requests are being answered (DEMARC_API_AT_ONCE).`) }
      : { because: 'tenant-at-once', problem: tooManyOf(tenant!) };
  };
  const noBytes = (amount: number, sharers: readonly string[]): Refusal | null => {
    const full = bytes.fullFor(amount, sharers);
    if (full === null) return null;
    const what = `bodies of ${bytes.all} bytes are under way (DEMARC_API_BYTES_AT_ONCE)`;
    return full === 'everybody'
      ? { because: 'bytes', problem: busy(`With this one more ${what} than are taken at once.`) }
      : { because: 'bytes-of-one', problem: tooMuchOf(full) };
  };

  server.addHook('onRequest', (request, reply, done) => {
    if (ALWAYS_LET_IN.has(routeOf(request))) return done();
    if (server.isUnderPressure())
      return refuse({ because: 'pressure', problem: busy('This process is short of time or memory.') }, request, reply);
    const tenant = publisherOf(request);
    const amount = bytesOf(request);
    const sharers = [`address ${request.ip}`, ...sharersOf(tenant)];
    const refusal = noPlace(tenant) ?? noBytes(amount, sharers);
    if (refusal) return refuse(refusal, request, reply);
    if (amount > 0) {
      bytes.add(amount, sharers);
      // Once, whether it was answered or its client went away.
      reply.raw.once('close', () => bytes.remove(amount, sharers));
    }
    done();
  });

  server.addHook('preValidation', (request, reply, done) => {
    if (ALWAYS_LET_IN.has(routeOf(request)) || reply.raw.destroyed) return done();
    const tenant = publisherOf(request);
    const refusal = noPlace(tenant);
    if (refusal) return refuse(refusal, request, reply);
    const sharers = sharersOf(tenant);
    places.add(1, sharers);
    reply.raw.once('close', () => places.remove(1, sharers));
    done();
  });
}

interface Refusal {
  readonly because: 'pressure' | 'at-once' | 'tenant-at-once' | 'bytes' | 'bytes-of-one';
  readonly problem: ProblemError;
}

const routeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? '';

/** The tenant whose events come in; null for any other request. */
const publisherOf = (request: FastifyRequest): string | null =>
  PUBLISHES.has(routeOf(request)) ? (request.params as { tenant: string }).tenant : null;

const sharersOf = (tenant: string | null): readonly string[] => (tenant === null ? [] : [`publishers of ${tenant}`]);

/** What a body may take of memory: what it says, or all that its door takes. What is too large for it is not read. */
function bytesOf({ headers, routeOptions }: FastifyRequest): number {
  const said = headers['content-length'];
  if (said === undefined && headers['transfer-encoding'] === undefined) return 0;
  const most = routeOptions.bodyLimit ?? 0;
  const amount = said === undefined ? most : Number(said);
  return amount > most || amount === 0 ? 0 : Math.max(amount, FEWEST_BYTES);
}

/** What the container may have; 0: it is in none, or in one without a limit. */
function containerBytes(): number {
  const limit = process.constrainedMemory();
  return limit < totalmem() ? limit : 0;
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

const tooMuchOf = (sharer: string): ProblemError =>
  new ProblemError(
    'too-many-requests',
    `With this one more bytes of ${sharer} would be under way than half of what is taken at once (DEMARC_API_BYTES_AT_ONCE). Nothing was done; send it again.`,
    { retryAfterS: RETRY_AFTER_S },
  );
