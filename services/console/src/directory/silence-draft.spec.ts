import { expect, test } from '@jest/globals';
import { bodyOf, emptyDraft, localTime } from './silence-draft.js';

const NOW = new Date(2026, 10, 27, 9, 5).getTime();

test('a time of the reader becomes the moment that it is', () => {
  expect(localTime(NOW)).toBe('2026-11-27T09:05');
  const body = bodyOf({ ...emptyDraft(NOW, false), startsAt: localTime(NOW) }, 'contoso');
  expect(body).toMatchObject({ tenant: 'contoso', mutes: 'own-party', startsAt: new Date(NOW).toISOString() });
  expect(Date.parse(body!.endsAt) - NOW).toBe(2 * 3_600_000);
});

test('without a start it begins now, and that of everybody names nobody', () => {
  const body = bodyOf(emptyDraft(NOW, true), 'contoso');
  expect(body).not.toHaveProperty('startsAt');
  expect(body).toMatchObject({ tenant: null });
});

test('only maintenance mutes both parties', () => {
  const draft = { ...emptyDraft(NOW, false), both: true };
  expect(bodyOf(draft, 'contoso')?.mutes).toBe('own-party');
  expect(bodyOf({ ...draft, kind: 'maintenance' }, 'contoso')?.mutes).toBe('both');
});

test('what lacks an end or a value is not asked for yet', () => {
  expect(bodyOf({ ...emptyDraft(NOW, false), endsAt: '' }, 'contoso')).toBeNull();
  const matchers = [{ field: 'title', is: '~', value: ' ' }] as const;
  expect(bodyOf({ ...emptyDraft(NOW, false), matchers }, 'contoso')).toBeNull();
});
