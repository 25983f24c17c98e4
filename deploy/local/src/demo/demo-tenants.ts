import { guid } from './identifiers.js';

/** Who keeps the directory of the customers and puts policies in force. */
export const KEEPER = 'service-manager';
/** Who agrees to what the keeper proposes of policies. */
export const SECOND = 'second-manager';

export type DemoTenantName = 'contoso' | 'fabrikam';

/** A customer of the demonstration. */
export interface DemoTenant {
  readonly name: DemoTenantName;
  readonly displayName: string;
  readonly entraTenantId: string;
  /** Host names of devices the customer named itself begin with this. */
  readonly site: string;
  /** Mail domain of the people in the alerts; nobody is ever written to there. */
  readonly domain: string;
}

export const CONTOSO: DemoTenant = {
  name: 'contoso',
  displayName: 'Contoso Ltd',
  entraTenantId: guid('tenant contoso'),
  site: 'AMS',
  domain: 'contoso.com',
};

export const FABRIKAM: DemoTenant = {
  name: 'fabrikam',
  displayName: 'Fabrikam Inc',
  entraTenantId: guid('tenant fabrikam'),
  site: 'DEN',
  domain: 'fabrikam.com',
};

export const DEMO_TENANTS: readonly DemoTenant[] = [CONTOSO, FABRIKAM];
