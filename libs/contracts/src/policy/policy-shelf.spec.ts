import { parseInstant } from '@demarc/domain';
import { describe, expect, it } from '@jest/globals';
import { type KeptPolicies, PolicyShelf } from './policy-shelf.js';

const at = parseInstant('2026-02-01T00:00:00Z')!;
const NOTHING: KeptPolicies = { stamp: '0/0', policies: [], adoptions: [] };
const document = `version: own
title: A title of our own
extends: '2021-08-08'
`;
const PUBLISHED: KeptPolicies = {
  stamp: '1/1',
  policies: [{ version: 'own', document }],
  adoptions: [{ tenant: 'contoso', version: 'own', holdsFrom: at, adoptedAt: at, adoptedBy: 'microsoft/sam' }],
};

describe('the shelf of policies', () => {
  it('holds what ships, and what was published once it looks again', async () => {
    let kept: KeptPolicies | null = NOTHING;
    const shelf = await PolicyShelf.open(() => Promise.resolve(kept));
    expect([shelf.named('2021-08-08') !== null, shelf.named('own')]).toEqual([true, null]);
    kept = PUBLISHED;
    await shelf.refresh();
    expect(shelf.inForce('contoso', at).compiled.policy.version).toBe('own');
  });

  it('asks only for what is newer than it has', async () => {
    const asked: (string | null)[] = [];
    const shelf = await PolicyShelf.open((stamp) => {
      asked.push(stamp);
      return Promise.resolve(stamp === PUBLISHED.stamp ? null : PUBLISHED);
    });
    await shelf.refresh();
    expect(asked).toEqual([null, '1/1']);
    expect(shelf.inForce('contoso', at).compiled.policy.version).toBe('own');
  });

  it('names the policy that it cannot read, and keeps deciding by what it had', async () => {
    let kept = PUBLISHED;
    const shelf = await PolicyShelf.open(() => Promise.resolve(kept));
    kept = {
      ...PUBLISHED,
      stamp: '2/1',
      policies: [...PUBLISHED.policies, { version: 'torn', document: 'clauses: 7' }],
    };
    await expect(shelf.refresh()).rejects.toThrow('The published policy torn cannot be read');
    expect(shelf.inForce('contoso', at).compiled.policy.version).toBe('own');
  });
});
