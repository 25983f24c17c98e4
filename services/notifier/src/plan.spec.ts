import { describe, expect, it } from '@jest/globals';
import type { Contact, Instant } from '@demarc/domain';
import { aContact, aNotice, emailTo, webhookTo } from '../fixtures/a-notice.js';
import { planOf } from './plan.js';

const NOW = '2026-11-20T10:15:30.0000000Z' as Instant;
const LEASE_END = '2026-11-20T10:16:00.0000000Z' as Instant;

const planFor = (notice: ReturnType<typeof aNotice>, contacts: readonly Contact[]) => {
  let count = 0;
  const byTenant = Map.groupBy(contacts, ({ tenant }) => tenant);
  return planOf([notice], {
    contacts: byTenant,
    schedules: new Map(),
    now: NOW,
    leaseUntil: LEASE_END,
    newId: () => `delivery-${++count}`,
  });
};

describe('planning a notice', () => {
  it('makes one delivery for each channel of each contact of the area', () => {
    const contacts = [
      aContact([emailTo('a@contoso.example'), emailTo('b@contoso.example'), webhookTo('https://contoso.example/hook')]),
      aContact([emailTo('c@contoso.example')]),
      aContact([emailTo('d@contoso.example')], { area: 'devices' }),
    ];
    const plan = planFor(aNotice(), contacts);
    expect(plan.sendables.map(({ target }) => target)).toEqual([
      'a@contoso.example',
      'b@contoso.example',
      'https://contoso.example/hook',
      'c@contoso.example',
    ]);
    expect(plan.lacking).toEqual([]);
    expect(plan.notices[0]!.state).toBe('planned');
  });

  it.each([
    ['other', 'other'],
    ['app-packaging', 'any'],
  ] as const)('falls back to the contact for %s and says that the area has none', (area, found) => {
    const plan = planFor(aNotice(), [aContact([emailTo('x@contoso.example')], { area })]);
    expect(plan.sendables).toHaveLength(1);
    expect(plan.lacking.map((lacking) => lacking.found)).toEqual([found]);
    expect(plan.notices[0]!.state).toBe('planned');
  });

  it('is unreachable when the party has nobody, and the other party is not asked', () => {
    const microsoft = aContact([emailTo('ops@microsoft.example')], {
      tenant: 'microsoft',
      party: 'microsoft',
      area: 'operations',
    });
    const plan = planFor(aNotice(), [microsoft]);
    expect(plan.sendables).toEqual([]);
    expect(plan.notices[0]!.state).toBe('unreachable');
    expect(plan.lacking[0]!.found).toBe('nobody');
  });

  it("takes Microsoft's contacts from its own tenant", () => {
    const microsoft = aContact([emailTo('ops@microsoft.example')], {
      tenant: 'microsoft',
      party: 'microsoft',
      area: 'operations',
    });
    const plan = planFor(aNotice({ queue: 'microsoft/operations' }), [microsoft]);
    expect(plan.sendables[0]).toMatchObject({
      tenant: 'contoso',
      target: 'ops@microsoft.example',
      leaseUntil: LEASE_END,
    });
  });
});
