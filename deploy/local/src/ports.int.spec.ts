import { describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';

import { assertPortsFree, freePort } from './ports.js';

const wanted = (port: number, variable: string) => ({ port, host: '127.0.0.1', variable, purpose: 'a test' });

describe('ports that are taken', () => {
  it('are all named, each with the variable to set', async () => {
    const others = [createServer(), createServer()];
    const ports = await Promise.all(
      others.map(
        (server) =>
          new Promise<number>((resolve) => {
            server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
          }),
      ),
    );
    try {
      const doors = [
        wanted(ports[0]!, 'FIRST_PORT'),
        wanted(await freePort(), 'FREE_PORT'),
        wanted(ports[1]!, 'SECOND_PORT'),
      ];
      const error = await assertPortsFree(doors).catch((thrown: Error) => thrown);
      expect(error?.message.split('\n')).toEqual([
        expect.stringMatching(new RegExp(`^port ${ports[0]} .* set FIRST_PORT to a free port$`)),
        expect.stringMatching(new RegExp(`^port ${ports[1]} .* set SECOND_PORT to a free port$`)),
      ]);
    } finally {
      for (const server of others) server.close();
    }
  });

  it('are seen although the other program listens on all addresses', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '0.0.0.0', () => resolve((other.address() as AddressInfo).port));
    });
    try {
      await expect(assertPortsFree([wanted(port, 'TAKEN_PORT')])).rejects.toThrow(/TAKEN_PORT/);
    } finally {
      other.close();
    }
  });

  it('an address that is not of this machine names its setting too', async () => {
    const elsewhere = { ...wanted(await freePort(), 'SOME_PORT'), host: '192.0.2.1' };
    await expect(assertPortsFree([elsewhere])).rejects.toThrow(/192\.0\.2\.1.*DEMARC_BIND/);
  });
});
