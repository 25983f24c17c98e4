import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '@demarc/domain';
import { reportOf, warningsOf } from './quarantine-warnings.js';

const MIB = 1024 ** 2;
const TENANT = { messages: 10, bytes: 10 * MIB };
const WHOLE = { messages: 100, bytes: 100 * MIB };
const NOW = parseInstant('2026-11-27T10:00:00Z')!;
const use = (given: object) => {
  return { tenant: 'contoso', messages: 0, bytes: 0, waiting: 0, waitingBytes: 0, expiring: 0, ...given };
};
const scopes = (...given: object[]) => warningsOf(given.map(use), TENANT, WHOLE).map(({ scope }) => scope);

describe('a warning', () => {
  it.each([
    ['comes at 80 % of a tenant’s messages', [{ waiting: 8 }], ['contoso size']],
    ['comes at 80 % of its bytes', [{ waiting: 1, waitingBytes: 8 * MIB }], ['contoso size']],
    ['does not come before', [{ waiting: 7, waitingBytes: 7.9 * MIB }], []],
    ['is not about what was worked, which makes room by itself', [{ messages: 10, bytes: 10 * MIB }], []],
    ['comes when something unworked is near its end', [{ expiring: 1 }], ['contoso age']],
    ['is about unknown tenants too', [{ tenant: null, waiting: 9 }], ['- size']],
    ['is about all together', [...'abcdefghijkl'].map((tenant) => ({ tenant, waiting: 7 })), ['all']],
  ] as const)('%s', (_name, given, expected) => {
    expect(scopes(...given)).toEqual(expected);
  });

  it('of a tenant is an event of its own, whose end closes the same incident; of nobody there is none', () => {
    const warning = { scope: 'contoso size', message: 'full' };
    const [begins, ends] = [reportOf(warning, 'firing', NOW)!, reportOf(warning, 'resolved', NOW)!];
    expect(begins.subject).toBe('events.microsoft.operational.incident.contoso');
    expect(ends.body['dedupKey']).toBe(begins.body['dedupKey']);
    expect(ends.messageId).not.toBe(begins.messageId);
    expect([
      reportOf({ scope: 'all', message: '' }, 'firing', NOW),
      reportOf({ scope: '- age', message: '' }, 'firing', NOW),
    ]).toEqual([null, null]);
  });
});
