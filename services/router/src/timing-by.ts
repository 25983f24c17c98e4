import type { Timing } from '@demarc/domain';
import type { KnownTenants } from './known-tenants.js';
import type { Policies } from './tokens.js';

/** By what time a tenant's incidents are measured, as it is known now. */
export function timingBy(known: KnownTenants, policies: Policies): (tenant: string) => Timing {
  const clocksOfPolicy: Timing['clocksOfPolicy'] = (version) => policies.named(version)?.policy.clocks ?? null;
  return (tenant) => ({ levels: known.levelsOf(tenant), clocksOfPolicy });
}
