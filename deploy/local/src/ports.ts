import { createServer } from 'node:net';

/** A port to be used, and the setting that chooses it. */
export interface WantedPort {
  readonly port: number;
  readonly host: string;
  readonly variable: string;
  readonly purpose: string;
}

/** Thrown when ports are taken; one line for each, naming the port and the variable to change. */
export class PortTaken extends Error {
  constructor(readonly taken: readonly WantedPort[]) {
    super(
      taken
        .map(
          ({ port, host, variable, purpose }) =>
            `port ${port} on ${host}, meant for ${purpose}, is taken by another program: end that program, or set ${variable} to a free port`,
        )
        .join('\n'),
    );
  }
}

/**
 * Checks that nothing listens on any of the ports.
 *
 * @throws PortTaken naming every one that is taken
 */
export async function assertPortsFree(wanted: readonly WantedPort[]): Promise<void> {
  const free = await Promise.all(wanted.map(({ port, host }) => canListen(port, host)));
  const taken = wanted.filter((_, index) => !free[index]);
  if (taken.length > 0) throw new PortTaken(taken);
}

/** A port that is free at this moment, chosen by the operating system. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else
        reject(
          new Error(`cannot listen on ${host}:${port} (${error.code}): check the port and DEMARC_BIND`, {
            cause: error,
          }),
        );
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
