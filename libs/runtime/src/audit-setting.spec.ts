import { afterEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { auditKeySetting, auditKeysOf } from './audit-setting.js';
import { readConfig } from './config.js';
import type { Log } from './log.js';

const warned: string[] = [];
const LOG = { warn: (text: string) => warned.push(text) } as unknown as Log;
const NAMES = ['NODE_ENV', 'DEMARC_ENV'] as const;
const before = NAMES.map((name) => process.env[name]);
afterEach(() => {
  for (const [at, name] of NAMES.entries()) {
    if (before[at] === undefined) delete process.env[name];
    else process.env[name] = before[at];
  }
  warned.length = 0;
});

it('takes the key in use and those of before', () => {
  const keys = auditKeysOf(`k2:${'a'.repeat(32)}, k1:${'b'.repeat(32)}`, LOG);
  expect([keys.current.id, keys.find('k1')?.id, keys.find('k3')]).toEqual(['k2', 'k1', null]);
  expect(warned).toEqual([]);
});

it('warns without a key', () => {
  expect(auditKeysOf(undefined, LOG).current.id).toBe('development');
  expect(warned).toEqual([expect.stringContaining('everybody knows')]);
});

it.each(NAMES)('refuses to run without a key for production, which %s says', (name) => {
  process.env[name] = 'Production';
  expect(() => auditKeysOf(undefined, LOG)).toThrow('DEMARC_AUDIT_KEY: is not set');
});

it('does not tell a wrong key to whoever reads the error', () => {
  const read = () => readConfig(z.object({ DEMARC_AUDIT_KEY: auditKeySetting }), { DEMARC_AUDIT_KEY: 'k1:hunter2' });
  expect(read).toThrow('DEMARC_AUDIT_KEY: must be <id>:<at least 32 characters>');
  expect(read).not.toThrow('hunter2');
});
