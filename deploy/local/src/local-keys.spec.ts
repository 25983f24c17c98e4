import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { AuditKeys } from '@demarc/contracts';
import { localAuditKey, localSessionSecret } from './local-keys.js';
import { serviceEnv, type ServiceSurroundings } from './service-processes.js';

const folder = mkdtempSync(path.join(tmpdir(), 'demarc-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes a key once, that a service takes and only its owner reads', () => {
  const file = path.join(folder, 'audit.key');
  const key = localAuditKey(file);
  expect(AuditKeys.parse(key)?.current.id).toBe('local');
  expect(localAuditKey(file)).toBe(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('makes a secret for sessions that the api alone is told, at every start the same', () => {
  const names = { api: '', router: '', notifier: '' };
  const surroundings: ServiceSurroundings = {
    databaseUrls: names,
    natsUrls: names,
    smtpUrl: '',
    demoIssuer: null,
    bind: '127.0.0.1',
    ports: { api: 1, router: 2, notifier: 3 },
    logLevel: 'info',
    dataDir: folder,
  };
  const told = (name: 'api' | 'router' | 'notifier') => serviceEnv(name, surroundings)['DEMARC_SESSION_SECRET'];
  const secret = told('api')!;
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect([told('api'), told('router'), told('notifier')]).toEqual([secret, undefined, undefined]);
  const file = path.join(folder, 'session.key');
  expect([localSessionSecret(file), statSync(file).mode & 0o777]).toEqual([secret, 0o600]);
});
