import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a request costs beside its body. */
const FEWEST_BYTES = 16 * 1024;
/** What is read to its end, and thrown away, so that its sender may keep the connection. */
const CHEAP_BYTES = 64 * 1024;

/**
 * What a body may take of memory: what it says, or all that its door takes. 0: there is none, or it is too large for its
 * door and not read.
 */
export function bytesOf(request: FastifyRequest): number {
  if (!hasBody(request)) return 0;
  const { headers, routeOptions } = request;
  const said = headers['content-length'];
  const most = routeOptions.bodyLimit ?? 0;
  const amount = said === undefined ? most : Number(said);
  return amount > most ? 0 : Math.max(amount, FEWEST_BYTES);
}

export const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Whoever is refused before the body was taken in stops sending it: a large one is not even read to be thrown away. */
export function stopSending(request: FastifyRequest, reply: FastifyReply): void {
  const said = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (hasBody(request) && said > CHEAP_BYTES) reply.header('connection', 'close');
}
