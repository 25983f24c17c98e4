import { expect, it } from '@jest/globals';
import type { QuarantineItem } from '@demarc/store';
import { quarantineViewOf } from './quarantine-view.js';

const shown = (headers: Record<string, string>) => quarantineViewOf({ headers } as unknown as QuarantineItem).headers;

it('shows headers without what somebody could sign in with', () => {
  const headers = { 'x-api-key': 'secret', 'ce-source': 'nats://ada:secret@n1', 'ce-id': '7' };
  expect(shown(headers)).toEqual({ 'x-api-key': '***', 'ce-source': 'nats://***@n1', 'ce-id': '7' });
});

it('shows the beginning of a long one, and never half of a secret', () => {
  const words = 'word '.repeat(819);
  expect(shown({ 'ce-id': `${words}nats://ada:${'s'.repeat(9_000)}@n1` })['ce-id']).toBe(
    `${words}… (13109 characters)`,
  );
  expect(shown({ 'ce-id': 'a://x'.repeat(200_000) })['ce-id']).toBe('… (1000000 characters)');
});
