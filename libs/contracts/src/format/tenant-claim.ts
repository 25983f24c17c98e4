import type { AreaRule } from '@demarc/domain';
import { Unreadable } from './format.js';

/** What the decoder must know of a tenant. The map it is handed is keyed by the tenant's name in subjects. */
export interface KnownTenant {
  readonly name: string;
  /** Its Microsoft Entra tenant id; null when the tenant never gave one, and then none can be checked. */
  readonly entraTenantId: string | null;
  /** Its own rules on what an event is about; they go before the shipped ones. */
  readonly areaRules?: readonly AreaRule[];
}

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const NO_GUID = '00000000-0000-0000-0000-000000000000';

/**
 * Refuses an event whose own content names another tenant than the subject it came on: one tenant must never see
 * another's. Placeholders (empty, all zeros, no GUID) claim nothing. Throws {@link Unreadable} `wrong-tenant`.
 */
export function requireEntraTenant(tenant: KnownTenant, claimed: string, field: string): void {
  const id = claimed.trim().toLowerCase();
  if (tenant.entraTenantId === null || id === NO_GUID || !GUID.test(id)) return;
  if (id === tenant.entraTenantId.trim().toLowerCase()) return;
  throw new Unreadable(
    'wrong-tenant',
    field,
    `the event is of Entra tenant ${id}, which is not that of ${tenant.name}`,
  );
}

/** As {@link requireEntraTenant}, for a field that names a Demarc tenant; a GUID there is taken for an Entra one. */
export function requireTenant(tenant: KnownTenant, claimed: string, field: string): void {
  const name = claimed.trim().toLowerCase();
  if (name === '' || name === 'null' || name === tenant.name) return;
  if (GUID.test(name)) return requireEntraTenant(tenant, name, field);
  throw new Unreadable('wrong-tenant', field, `the event names another tenant than ${tenant.name}`);
}
