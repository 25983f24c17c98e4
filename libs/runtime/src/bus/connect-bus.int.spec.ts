import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { trustAlso } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestAuthority } from '../../../../test/harness/certificates.js';
import { type ComposedNats, startComposedNats } from '../../../../test/harness/composed-nats.js';
import { testNatsUsers } from '../../../../test/harness/service-roles.js';
import { connectBus } from './connect-bus.js';

let folder: string;
let ours: TestAuthority;
let secured: ComposedNats;
let plain: ComposedNats;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-nats-'));
  ours = new TestAuthority(folder, 'ours');
  const { folder: users } = await testNatsUsers(path.join(folder, 'users'));
  secured = await startComposedNats(path.join(folder, 'secured'), users, ours.issue('nats'));
  plain = await startComposedNats(path.join(folder, 'plain'), users);
}, 60_000);
afterAll(async () => {
  await Promise.all([secured?.child.stop(), plain?.child.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const as = (user: string, { host }: ComposedNats, scheme = 'tls'): string => `${scheme}://${user}:api-of-tests@${host}`;

it.each([
  ['a server of a CA that nobody knows', () => as('api', secured), 'was issued by a CA that is not trusted here'],
  ['a server without TLS', () => as('api', plain), 'speaks no TLS'],
  ['a server that refuses the user', () => as('nobody', plain, 'nats'), 'refuses the user nobody'],
])('is not waited for: %s', async (_, url, said) => {
  await expect(connectBus(url(), 'spec')).rejects.toThrow(said);
});

it('names the file of its own certificate that cannot be used', async () => {
  const settings = { DEMARC_NATS_CERT: '/nowhere.pem', DEMARC_NATS_KEY: '/nowhere.key' };
  await expect(connectBus(as('api', secured), 'spec', settings)).rejects.toThrow('/nowhere.pem');
});

it('speaks TLS with a server that it trusts, by the address that the certificate is for', async () => {
  trustAlso(ours.caFile);
  const bus = await connectBus(as('api', secured), 'spec');
  await bus.flush();
  await bus.close();
  await expect(connectBus(as('api', secured).replace('127.0.0.1', 'localhost'), 'spec')).rejects.toThrow(
    'is for another name',
  );
});

it('shows its own certificate to a server that asks for one', async () => {
  const { folder: users } = await testNatsUsers(path.join(folder, 'users-of-asking'));
  const asking = await startComposedNats(path.join(folder, 'asking'), users, {
    ...ours.issue('nats'),
    clientCaFile: ours.caFile,
  });
  const { certFile, keyFile } = ours.issue('api');
  const own = { DEMARC_NATS_CERT: certFile, DEMARC_NATS_KEY: keyFile };
  const url = as('api', asking);
  const bus = await connectBus(url, 'spec', own);
  await bus.flush();
  await bus.close();
  await asking.child.stop();
});
