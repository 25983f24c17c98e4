import { describe, expect, it, test } from '@jest/globals';
import { type Grant, type Identity, accessOf, grantOf, homeOf } from './identity.js';
import { KEY_PURPOSES, PERMISSIONS, PERMITTED, SYSTEM_WIDE, isPermitted } from './permission.js';
import { ROLES, ROLE_FACTS, type Role } from './role.js';

const whoever = (...grants: readonly (Grant | null)[]): Identity => ({
  kind: 'person',
  id: 'p',
  actor: { party: 'microsoft', name: 'p' },
  party: 'microsoft',
  grants: grants.filter((grant) => grant !== null),
});
const as = (role: Role, tenant: string | null = null, security?: boolean) => grantOf(role, tenant, security);

describe('what a role may do', () => {
  test.each(ROLES)('%s may come in, and not do everything', (role) => {
    expect(isPermitted(role, 'know-oneself')).toBe(true);
    expect(PERMISSIONS.every((permission) => isPermitted(role, permission))).toBe(false);
  });

  it('every permission is somebody’s', () => {
    for (const permission of PERMISSIONS) expect(PERMITTED[permission].length).toBeGreaterThan(0);
  });

  it('an auditor changes nothing', () => {
    const may = PERMISSIONS.filter((permission) => isPermitted('auditor', permission));
    const reads = /^(see-|know-|export-|replay-)/;
    expect(may.filter((permission) => !reads.test(permission))).toEqual([]);
  });

  it('what shows the whole system is for nobody of a customer', () => {
    const customers = whoever(as('customer-admin', 'contoso'), as('customer-ops', 'contoso'));
    for (const permission of SYSTEM_WIDE) expect(accessOf(customers, permission)).toBeNull();
  });

  it('a key does what it is for and nothing else', () => {
    const does = KEY_PURPOSES.map((purpose) => [
      purpose,
      PERMISSIONS.filter((permission) => isPermitted(`key:${purpose}`, permission)).length,
    ]);
    expect(does).toEqual([
      ['publish', 2],
      ['read', 7],
      ['respond', 2],
    ]);
  });
});

describe('what an identity has access to', () => {
  it("is all tenants for Microsoft's roles, and its own for a customer's", () => {
    expect(accessOf(whoever(as('soc-analyst')), 'see-incidents')).toEqual({ tenants: 'all', seesSecurity: true });
    const partner = whoever(
      as('customer-ops', 'fabrikam'),
      as('customer-ops', 'contoso'),
      as('customer-admin', 'contoso'),
    );
    expect(accessOf(partner, 'see-incidents')).toEqual({ tenants: ['contoso', 'fabrikam'], seesSecurity: true });
    // Admin of one only: the other's keys are not theirs.
    expect(accessOf(partner, 'keep-keys')).toEqual({ tenants: ['contoso'], seesSecurity: true });
  });

  it('is nothing without a role for it', () => {
    expect(accessOf(whoever(as('auditor')), 'work-incidents')).toBeNull();
    expect(accessOf(whoever(), 'see-incidents')).toBeNull();
  });

  it('leaves security to security roles, and the wider of two counts', () => {
    expect(accessOf(whoever(as('mmd-operations')), 'see-incidents')?.seesSecurity).toBe(false);
    expect(accessOf(whoever(as('mmd-operations'), as('soc-lead')), 'see-incidents')?.seesSecurity).toBe(true);
    expect(accessOf(whoever(as('customer-ops', 'contoso', false)), 'see-incidents')?.seesSecurity).toBe(false);
    // A mapping can take it away and never give it.
    expect(as('mmd-operations', null, true)?.seesSecurity).toBe(false);
  });

  it('shows security to somebody of several tenants only where each of them does', () => {
    const blindAt = as('customer-ops', 'contoso', false);
    const mixed = whoever(blindAt, as('customer-ops', 'fabrikam'));
    expect(accessOf(mixed, 'see-incidents')).toEqual({ tenants: ['contoso', 'fabrikam'], seesSecurity: false });
    const wider = whoever(blindAt, as('customer-admin', 'contoso'), as('customer-ops', 'fabrikam'));
    expect(accessOf(wider, 'see-incidents')?.seesSecurity).toBe(true);
    // What is not permitted by the blind role is not narrowed by it.
    const adminElsewhere = whoever(blindAt, as('customer-admin', 'fabrikam'));
    expect(accessOf(adminElsewhere, 'keep-keys')).toEqual({ tenants: ['fabrikam'], seesSecurity: true });
    const overAll = whoever(as('mmd-operations'), as('customer-ops', 'contoso'));
    expect(accessOf(overAll, 'see-incidents')).toEqual({ tenants: 'all', seesSecurity: false });
  });

  it('no role of a customer counts without a tenant, or for the provider', () => {
    for (const role of ROLES.filter((one) => ROLE_FACTS[one].party === 'customer')) {
      expect([as(role), as(role, 'microsoft')]).toEqual([null, null]);
    }
  });

  it('has one home', () => {
    expect(homeOf(whoever(as('auditor')))).toBe('microsoft');
    expect(homeOf({ party: 'customer', grants: [as('customer-ops', 'fabrikam')!] })).toBe('fabrikam');
  });
});
