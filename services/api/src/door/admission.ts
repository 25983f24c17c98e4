import { ROUTES } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { bytesOf, hasBody, stopSending } from './body-bytes.js';
import { answerProblem } from './problem.filter.js';
import { ProblemError } from './problem-error.js';
import { UnderWay } from './under-way.js';

const LONGEST_TURN_MS = 3_000;
const MOST_OF_MEMORY = 0.85;
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
 * A body has its bytes only once it is known who sends it, and its request keeps no place among those that are answered
 * while it comes: so nobody unknown takes memory, and who sends slowly keeps nobody else waiting.
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
  const placeOf = new WeakMap<FastifyRequest, () => void>();
  let toldAt = -LOG_EVERY_MS;

  const refuse = ({ because, problem }: Refusal, request: FastifyRequest, reply: FastifyReply): void => {
    shed.inc({ because });
    if (performance.now() - toldAt >= LOG_EVERY_MS) {
      toldAt = performance.now();
      const underWay = { requests: places.all, bytes: bytes.all };
      log.warn({ because, underWay }, 'more is asked than can be answered: some are told to come again');
    }
    stopSending(request, reply);
    answerProblem(problem, request, reply);
  };
  const noPlace = (request: FastifyRequest): Refusal | null => {
    const full = places.fullFor(1, publishersOf(request));
    if (full === null) return null;
    return full === 'everybody'
      ? { because: 'at-once', problem: busy(`${mostAtOnce} requests are being answered (DEMARC_API_AT_ONCE).`) }
      : { because: 'tenant-at-once', problem: tooManyOf(full) };
  };
  const noBytes = (request: FastifyRequest): Refusal | null => {
    const full = bytes.fullFor(bytesOf(request), bytesSharers(request));
    if (full === null) return null;
    const what = `bodies of ${bytes.all} bytes are under way (DEMARC_API_BYTES_AT_ONCE)`;
    return full === 'everybody'
      ? { because: 'bytes', problem: busy(`With this one more ${what} than are taken at once.`) }
      : { because: 'bytes-of-one', problem: tooMuchOf(full) };
  };

  server.addHook('onRequest', (request, reply, done) => {
    if (ALWAYS_LET_IN.has(routeOf(request))) return done();
    const refusal = server.isUnderPressure() ? pressed() : noPlace(request);
    if (refusal) return refuse(refusal, request, reply);
    placeOf.set(request, keep(places, 1, publishersOf(request), reply));
    done();
  });

  // Between these two stand those who ask who it is.
  server.addHook('preParsing', (request, reply, _payload, done) => {
    if (!hasBody(request)) return done();
    const refusal = noBytes(request);
    if (refusal) return refuse(refusal, request, reply);
    keep(bytes, bytesOf(request), bytesSharers(request), reply);
    placeOf.get(request)?.();
    done();
  });

  server.addHook('preValidation', (request, reply, done) => {
    if (!hasBody(request)) return done();
    const refusal = noPlace(request);
    if (refusal) return refuse(refusal, request, reply);
    keep(places, 1, publishersOf(request), reply);
    done();
  });
}

/** Answers what gives it back, if that was not done: at the latest when it was answered or its client went away. */
function keep(what: UnderWay, amount: number, sharers: readonly string[], reply: FastifyReply): () => void {
  let kept = !reply.raw.destroyed;
  const giveBack = (): void => {
    if (kept) what.remove(amount, sharers);
    kept = false;
  };
  if (kept) {
    what.add(amount, sharers);
    reply.raw.once('close', giveBack);
  }
  return giveBack;
}

interface Refusal {
  readonly because: 'pressure' | 'at-once' | 'tenant-at-once' | 'bytes' | 'bytes-of-one';
  readonly problem: ProblemError;
}

const routeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? '';

/** Whose publishers send it, as they share what is under way; of any other request nobody. */
function publishersOf(request: FastifyRequest): readonly string[] {
  if (!PUBLISHES.has(routeOf(request))) return [];
  return [`publishers of ${(request.params as { tenant: string }).tenant}`];
}

const bytesSharers = (request: FastifyRequest): readonly string[] => [
  `address ${request.ip}`,
  ...publishersOf(request),
];

/** What the container may have; 0: it is in none, or in one without a limit. */
function containerBytes(): number {
  const limit = process.constrainedMemory();
  return limit < totalmem() ? limit : 0;
}

const busy = (why: string): ProblemError =>
  new ProblemError('unavailable', `${why} Nothing was done; send the same request again.`, {
    retryAfterS: RETRY_AFTER_S,
  });

const pressed = (): Refusal => ({
  because: 'pressure',
  problem: busy('This process is short of time or memory.'),
});

const tooManyOf = (publishers: string): ProblemError =>
  new ProblemError(
    'too-many-requests',
    `As many requests of ${publishers} are being answered as one customer may have. Nothing was done; send this one again.`,
    { retryAfterS: RETRY_AFTER_S },
  );

const tooMuchOf = (sharer: string): ProblemError =>
  new ProblemError(
    'too-many-requests',
    `With this one more bytes of ${sharer} would be under way than half of what is taken at once (DEMARC_API_BYTES_AT_ONCE). Nothing was done; send it again.`,
    { retryAfterS: RETRY_AFTER_S },
  );
