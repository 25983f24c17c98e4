import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, type TLSSocket, connect } from 'node:tls';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TestAuthority, contentsOf } from '../../../../test/harness/certificates.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { createLog } from '../log.js';
import { type ListenerTls, followCertificate, listenerTlsOf, serverOptions } from './listener-tls.js';

let folder: string;
let ours: TestAuthority;
let server: Server;
let unfollow: () => void;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  ours = new TestAuthority(folder, 'ours');
  unfollow = () => undefined;
});
afterEach(() => {
  unfollow();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(tls: ListenerTls): Promise<void> {
  server = createServer(serverOptions(tls), (_, response) => response.end('in'));
  unfollow = followCertificate(server, tls, createLog('spec', 'silent'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** What a client that sends a request is answered, and by whom. */
function ask(options: ConnectionOptions = {}): Promise<{ readonly said: string; readonly fingerprint: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, ...options }, () => {
      const { fingerprint256: fingerprint } = socket.getPeerCertificate();
      socket.end('GET / HTTP/1.0\r\n\r\n');
      socket.once('data', (said: Buffer) => resolve({ said: said.toString(), fingerprint }));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without an answer')));
  });
}
const trusted = () => ({ ca: contentsOf({ certFile: ours.caFile, keyFile: ours.caFile }).cert });

it('lets in whoever shows a certificate of the CA for clients, and nobody else', async () => {
  const stranger = new TestAuthority(folder, 'stranger');
  await listen({ ...ours.issue('demarc'), clientCaFile: ours.caFile });
  expect(await ask({ ...trusted(), ...contentsOf(ours.issue('prometheus')) })).toMatchObject({
    said: expect.stringContaining('200 OK'),
  });
  await expect(ask(trusted())).rejects.toThrow();
  await expect(ask({ ...trusted(), ...contentsOf(stranger.issue('somebody')) })).rejects.toThrow();
});

it('serves the certificate before while a changed one does not fit its key, and the new one then', async () => {
  const tls = ours.issue('demarc');
  await listen(tls);
  const { fingerprint } = await ask(trusted());
  const next = contentsOf(ours.issue('next'));
  writeFileSync(tls.certFile, next.cert);
  // The second write, of a renewal that takes its time.
  await expect(ask(trusted())).resolves.toMatchObject({ fingerprint });
  writeFileSync(tls.keyFile, next.key);
  await eventually('the new one', async () => (await ask(trusted())).fingerprint !== fingerprint);
});

it.each([
  ['a certificate without its key', () => ({ DEMARC_TLS_CERT: ours.issue('a').certFile }), 'set both, or none'],
  [
    'the key of another certificate',
    () => ({ DEMARC_TLS_CERT: ours.issue('a').certFile, DEMARC_TLS_KEY: ours.issue('b').keyFile }),
    'cannot be used',
  ],
  ['files that are not there', () => ({ DEMARC_TLS_CERT: '/no.pem', DEMARC_TLS_KEY: '/no.key' }), '/no.pem'],
])('refuses %s', (_, settings, said) => {
  expect(() => listenerTlsOf(settings())).toThrow(said);
});
