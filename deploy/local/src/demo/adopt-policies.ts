import { ROUTES } from '@demarc/contracts';
import type { DemoApi } from './demo-api.js';
import { type DemoTenantName, KEEPER, SECOND } from './demo-tenants.js';

/** Contoso stays on the default; Fabrikam took each later version on the day it was published. */
export const DEMO_ADOPTIONS: readonly {
  readonly tenant: DemoTenantName;
  readonly version: string;
  readonly holdsFrom: string;
}[] = [
  { tenant: 'fabrikam', version: '2023-03-08', holdsFrom: '2023-03-08' },
  { tenant: 'fabrikam', version: '2023-07-13', holdsFrom: '2023-07-13' },
];

/** Puts them in force, with two persons each; what holds already is not proposed again. */
export async function adoptPolicies(api: DemoApi): Promise<void> {
  for (const { tenant, version, holdsFrom } of DEMO_ADOPTIONS) {
    const { items } = await api.call(ROUTES.listAdoptions, { as: KEEPER, params: { tenant } });
    if (items.some((item) => item.version === version && item.holdsFrom?.startsWith(holdsFrom))) continue;
    const body = { tenant, version, holdsFrom, because: 'Fabrikam takes each version on the day it is published.' };
    const { id } = await api.call(ROUTES.proposePolicy, { as: KEEPER, body });
    await api.call(ROUTES.approveProposal, { as: SECOND, params: { id } });
  }
}
