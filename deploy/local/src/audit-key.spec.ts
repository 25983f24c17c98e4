import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { AuditKeys } from '@demarc/contracts';
import { localAuditKey } from './audit-key.js';

const folder = mkdtempSync(path.join(tmpdir(), 'demarc-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes a key once, that a service takes and only its owner reads', () => {
  const file = path.join(folder, 'audit.key');
  const key = localAuditKey(file);
  expect(AuditKeys.parse(key)?.current.id).toBe('local');
  expect(localAuditKey(file)).toBe(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
