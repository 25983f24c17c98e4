import { ROUTES } from '@demarc/contracts';
import type { DemoApi } from './demo-api.js';
import { type DemoTenantName, KEEPER } from './demo-tenants.js';

/** Contoso stays on the default; Fabrikam took each later version on the day it was published. */
export const DEMO_ADOPTIONS: readonly {
  readonly tenant: DemoTenantName;
  readonly version: string;
  readonly holdsFrom: string;
}[] = [
  { tenant: 'fabrikam', version: '2023-03-08', holdsFrom: '2023-03-08' },
  { tenant: 'fabrikam', version: '2023-07-13', holdsFrom: '2023-07-13' },
];

/** Puts them in force; saying it again changes nothing. */
export async function adoptPolicies(api: DemoApi): Promise<void> {
  for (const { tenant, version, holdsFrom } of DEMO_ADOPTIONS) {
    await api.call(ROUTES.adoptPolicy, { as: KEEPER, params: { tenant }, body: { version, holdsFrom } });
  }
}
