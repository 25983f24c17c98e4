import { afterEach, expect, it } from '@jest/globals';
import type { Log } from '@demarc/runtime';
import { sessionSecretOf } from './session-secret.js';

const warned: string[] = [];
const LOG = { warn: (text: string) => warned.push(text) } as unknown as Log;
const before = process.env['NODE_ENV'];
afterEach(() => {
  process.env['NODE_ENV'] = before;
  warned.length = 0;
});

it('is the configured one', () => {
  expect(sessionSecretOf('x'.repeat(32), LOG)).toBe('x'.repeat(32));
  expect(warned).toEqual([]);
});

it('without one is made anew by each process, which says so, and refuses to run in production', () => {
  expect(sessionSecretOf(undefined, LOG)).not.toBe(sessionSecretOf(undefined, LOG));
  expect(warned).toHaveLength(2);
  process.env['NODE_ENV'] = 'production';
  expect(() => sessionSecretOf(undefined, LOG)).toThrow('DEMARC_SESSION_SECRET: is not set');
});
