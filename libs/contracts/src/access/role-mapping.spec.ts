import { describe, expect, it, test } from '@jest/globals';
import { grantsOf, partyOfGrants, roleMapping } from './role-mapping.js';

const MAPPING = roleMapping.parse({
  rules: [
    { when: { groups: 'soc' }, role: 'soc-analyst' },
    { when: { groups: 'contoso-desk', tid: '11' }, role: 'customer-ops', tenant: 'contoso', security: false },
    { when: { roles: 'admin' }, role: 'customer-admin', tenantClaim: 'demarc_tenant' },
  ],
});

describe('claims become roles', () => {
  test.each([
    ['a list that holds the value', { groups: ['x', 'soc'] }, ['soc-analyst']],
    ['a claim that is the value', { groups: 'soc' }, ['soc-analyst']],
    ['a part of the value', { groups: 'soc-emeritus' }, []],
    ['all that a rule asks for', { groups: ['contoso-desk'], tid: '11' }, ['customer-ops']],
    ['some of what a rule asks for', { groups: ['contoso-desk'], tid: '12' }, []],
    ['a tenant of the token', { roles: ['admin'], demarc_tenant: 'fabrikam' }, ['customer-admin']],
    ['no tenant in the token', { roles: ['admin'] }, []],
    ['a tenant that is none', { roles: ['admin'], demarc_tenant: 'con*' }, []],
    ['a list of tenants', { roles: ['admin'], demarc_tenant: ['contoso'] }, []],
    ['the provider as a tenant', { roles: ['admin'], demarc_tenant: 'microsoft' }, []],
    ['nothing', {}, []],
  ])('%s', (_what, claims, roles) => {
    expect(grantsOf(MAPPING, claims).map(({ as }) => as)).toEqual(roles);
  });

  it('security can be taken away by a rule', () => {
    expect(grantsOf(MAPPING, { groups: ['contoso-desk'], tid: '11' })).toMatchObject([{ seesSecurity: false }]);
  });

  it('nobody acts for both parties', () => {
    const both = grantsOf(MAPPING, { groups: ['soc', 'contoso-desk'], tid: '11' });
    expect([partyOfGrants(both), partyOfGrants([]), partyOfGrants(both.slice(0, 1))]).toEqual([
      null,
      null,
      'microsoft',
    ]);
  });
});

test.each([
  ['a role of nobody', { when: { a: 'b' }, role: 'root' }],
  ['no claim', { when: {}, role: 'auditor' }],
  ['a customer’s role for no tenant', { when: { a: 'b' }, role: 'customer-ops' }],
  ['a customer’s role for two', { when: { a: 'b' }, role: 'customer-ops', tenant: 'a', tenantClaim: 'b' }],
  ['a role of Microsoft for one tenant', { when: { a: 'b' }, role: 'auditor', tenant: 'contoso' }],
  ['a misspelt field', { when: { a: 'b' }, role: 'auditor', tenat: 'contoso' }],
])('a mapping is refused with %s', (_what, rule) => {
  expect(roleMapping.safeParse({ rules: [rule] }).success).toBe(false);
});
