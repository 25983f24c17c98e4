import { PROBLEMS, PROBLEM_MEDIA_TYPE, problemOf } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG } from '../tokens.js';
import type { ProblemError } from './problem-error.js';
import { problemOfError } from './problem-of-error.js';

/** The last word on every request that failed: an RFC 9457 problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}

/** The path that was asked for; where a part of it is a right, the route alone. */
function addressOf({ url, routeOptions }: FastifyRequest): string {
  const route = routeOptions?.url ?? '';
  return route.includes('/:token') ? route : url.split('?', 1)[0]!;
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const path = addressOf(request);
  const problem = problemOfError(error, {
    asked: `${request.method} ${path}`,
    bodyLimit: request.routeOptions?.bodyLimit,
  });
  if (PROBLEMS[problem.code].status >= 500) {
    log.error({ err: problem.cause ?? problem, method: request.method, path }, 'a request failed');
  }
  answerProblem(problem, request, reply);
}

/** Answers with a problem document, unless something was answered already. */
export function answerProblem(problem: ProblemError, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent || reply.raw.headersSent) return;
  const { errors, retryAfterS, etag, challenge } = problem.more;
  if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  if (etag !== undefined) reply.header('etag', etag);
  reply
    .status(PROBLEMS[problem.code].status)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemOf(problem.code, problem.message, addressOf(request), errors)));
}
