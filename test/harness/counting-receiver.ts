import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingReceiver {
  readonly url: string;
  /** How often each webhook id came; it is the same over all attempts of one delivery. */
  readonly times: ReadonlyMap<string, number>;
  /** When each came first, in milliseconds of the epoch. */
  readonly firstAt: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** A receiver that takes everything and keeps only ids: for tens of thousands of webhooks, where bodies would fill the memory. */
export async function startCountingReceiver({ answerAfterMs = 0 } = {}): Promise<CountingReceiver> {
  const times = new Map<string, number>();
  const firstAt = new Map<string, number>();
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    request.resume();
    // Counted when the whole body came: what broke off before was not received.
    request.on('end', () => {
      times.set(id, (times.get(id) ?? 0) + 1);
      if (!firstAt.has(id)) firstAt.set(id, Date.now());
      setTimeout(() => response.writeHead(204).end(), answerAfterMs);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    times,
    firstAt,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
