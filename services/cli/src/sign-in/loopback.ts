import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a browser on this machine comes back to after a sign-in (RFC 8252, 7.3). */
export interface Loopback {
  readonly redirectUri: string;
  /** The address with which the browser came back, whatever it says. Rejects when `stop` is aborted. */
  cameBack(stop: AbortSignal): Promise<URL>;
  close(): void;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Demarc</title><p>This window can be closed: back to the terminal.</p>';

export async function openLoopback(): Promise<Loopback> {
  const arrived = Promise.withResolvers<URL>();
  arrived.promise.catch(() => undefined);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUri);
    if (url.pathname !== '/callback') return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      connection: 'close',
    });
    response.end(PAGE, () => arrived.resolve(url));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  return {
    redirectUri,
    cameBack: (stop) => {
      const give = (): void => arrived.reject(stop.reason as Error);
      if (stop.aborted) give();
      stop.addEventListener('abort', give, { once: true });
      return arrived.promise;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
