import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { NatsUserFile } from '@demarc/runtime';
import { demarcCacheDir, findNatsServer } from './find-nats-server.js';
import { startNatsServer } from './nats-server.js';
import { freePort } from './ports.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-nats-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('where nats-server is looked for', () => {
  const binary = (name: string): string => path.join(folder, name, 'nats-server');
  const fake = (name: string, version: string): string => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(binary(name), `#!/bin/sh\necho "nats-server: v${version}"\n`);
    chmodSync(binary(name), 0o755);
    return binary(name);
  };
  const noDownload = (): Promise<string> => Promise.reject(new Error('there is no apt-get here'));

  it('takes DEMARC_NATS_SERVER, then PATH, then system folders, then the cache, then the package', async () => {
    const places = ['chosen', 'on-path', 'system', 'cache'];
    for (const place of places) fake(place, '2.11.0');
    const env: NodeJS.ProcessEnv = { DEMARC_NATS_SERVER: binary('chosen'), PATH: path.join(folder, 'on-path') };
    const find = (): Promise<{ binary: string }> =>
      findNatsServer(env, path.join(folder, 'cache'), {
        systemDirs: [path.join(folder, 'system')],
        download: () => Promise.resolve(fake('downloaded', '2.9.10')),
      });
    const found = [await find()];
    delete env['DEMARC_NATS_SERVER'];
    for (const place of places.slice(1)) {
      found.push(await find());
      rmSync(binary(place));
    }
    found.push(await find());
    expect(found.map((server) => server.binary)).toEqual([...places, 'downloaded'].map(binary));
  });

  it('passes over a version that is too old', async () => {
    const env = { PATH: [fake('old', '2.9.9'), fake('new', '2.9.10')].map((file) => path.dirname(file)).join(':') };
    expect(await findNatsServer(env, '/nonexistent', { systemDirs: [], download: noDownload })).toEqual({
      binary: binary('new'),
      version: '2.9.10',
    });
  });

  it('refuses a DEMARC_NATS_SERVER that does not serve instead of silently using another', async () => {
    const env = { DEMARC_NATS_SERVER: fake('old', '2.9.9') };
    await expect(findNatsServer(env, '/nonexistent')).rejects.toThrow(
      /DEMARC_NATS_SERVER: .*2\.9\.9, older than 2\.9\.10/,
    );
  });

  it('says every way to get one when there is none', async () => {
    const search = findNatsServer({ PATH: '' }, '/nonexistent', { systemDirs: [], download: noDownload });
    await expect(search).rejects.toThrow(/no apt-get here[^]*apt-get install[^]*DEMARC_NATS_SERVER[^]*NATS_URL/);
  });
});

describe('the nats-server of the stack', () => {
  it('keeps its streams over an orderly stop and over a kill', async () => {
    const found = await findNatsServer(process.env, demarcCacheDir(process.env));
    const storeDir = path.join(folder, 'store');
    const [port, monitorPort] = [await freePort(), await freePort()];
    const start = () => startNatsServer({ ...found, port, monitorPort, storeDir });
    const inspect = async (
      url: string,
      work: (manager: Awaited<ReturnType<typeof jetstreamManager>>) => Promise<unknown>,
    ) => {
      const connection = await connect({ servers: url, reconnect: false });
      try {
        return await work(await jetstreamManager(connection));
      } finally {
        await connection.close();
      }
    };

    let nats = await start();
    await inspect(nats.url, async (manager) => {
      await manager.streams.add({ name: 'KEPT', subjects: ['kept'], storage: 'file', max_bytes: 12 * 1024 ** 3 });
      await manager.jetstream().publish('kept', 'x'.repeat(2 * 1024 ** 2));
    });
    await nats.stop();
    nats = await start();
    await nats.kill();
    nats = await start();
    expect(await inspect(nats.url, async (manager) => (await manager.streams.info('KEPT')).state.messages)).toBe(1);
    await nats.stop();
    expect(nats.exit()).not.toBeNull();
  });

  it('has in its account what was in the streams before it knew users', async () => {
    const found = await findNatsServer(process.env, demarcCacheDir(process.env));
    const storeDir = path.join(folder, 'taken-over');
    const [port, monitorPort] = [await freePort(), await freePort()];
    const before = await startNatsServer({ ...found, port, monitorPort, storeDir });
    const open = await connect({ servers: before.url, reconnect: false });
    const manager = await jetstreamManager(open);
    await manager.streams.add({ name: 'EVENTS', subjects: ['events.>'], storage: 'file' });
    await manager.jetstream().publish('events.contoso.security', 'waits');
    await open.close();
    await before.stop();

    const users = new NatsUserFile(path.join(folder, 'users'));
    await users.add({ kind: 'operator', name: 'operator' }, 'secret');
    const { accountsFile } = users;
    const nats = await startNatsServer({ ...found, port, monitorPort, storeDir, accountsFile });
    const known = await connect({ servers: nats.url, user: 'operator', pass: 'secret', reconnect: false });
    const { state } = await (await jetstreamManager(known)).streams.info('EVENTS');
    expect(state.messages).toBe(1);
    await known.close();
    await nats.stop();
  });
});
