import { ROUTES } from '@demarc/contracts';
import { CONTACT_SLOTS, PROVIDER } from '@demarc/domain';
import { saveSecret } from '../received-webhooks.js';
import { adoptPolicies } from './adopt-policies.js';
import type { DemoApi } from './demo-api.js';
import { DemoClock } from './demo-clock.js';
import { type DemoFleet, demoFleet, devicesOf } from './demo-fleet.js';
import { CONTOSO, DEMO_TENANTS, KEEPER, type DemoTenant, type DemoTenantName } from './demo-tenants.js';
import { ON_CALL, customerContacts, deviceEntries, hookOf, providerContacts } from './directory-entries.js';
import { demonstrationSecret } from './identifiers.js';

export interface DirectoryPlace {
  readonly receiverUrl: string;
  readonly webhooksDir: string;
  readonly mailDomain: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** Makes the tenants with their policies, contacts and devices, and answers what the feed is written with. */
export async function importDirectory(api: DemoApi, place: DirectoryPlace) {
  for (const { name: tenant, displayName: name, entraTenantId } of DEMO_TENANTS) {
    // Its devices are never read again: after a day everything unknown would be taken for not known yet.
    await api.call(ROUTES.putTenant, { as: KEEPER, body: { tenant, name, entraTenantId, directoryFreshHours: null } });
  }
  // Early, so that every router knows of it before the first event comes.
  await adoptPolicies(api);
  await importContacts(api, place);
  const clock = new DemoClock(await whenItBegan(api));
  const fleets: Record<DemoTenantName, DemoFleet> = {
    contoso: demoFleet(CONTOSO),
    fabrikam: demoFleet(DEMO_TENANTS[1]!),
  };
  for (const { name: tenant } of DEMO_TENANTS) {
    const body = devicesOf(fleets[tenant]).flatMap((device) => deviceEntries(device, clock));
    await api.call(ROUTES.importDevices, { as: KEEPER, params: { tenant }, body });
  }
  return { clock, fleets };
}

/**
 * Now; or, when an earlier run was interrupted, the moment that one counted from. It is read off the first enrolment
 * it imported, so that this run sends the same messages again and none of them counts twice.
 */
async function whenItBegan(api: DemoApi): Promise<Date> {
  const [anchor] = demoFleet(CONTOSO).enrolled;
  const { items } = await api.call(ROUTES.listDevices, {
    as: KEEPER,
    params: { tenant: CONTOSO.name },
    query: { q: anchor!.entraId, limit: 1 },
  });
  const from = items[0]?.enrolments[0]?.from;
  return from ? new Date(Date.parse(from) + anchor!.enrolments[0]!.from! * DAY_MS) : new Date();
}

async function importContacts(api: DemoApi, { receiverUrl, webhooksDir, mailDomain }: DirectoryPlace): Promise<void> {
  const at = (tenant: string) => ({ tenant, receiverUrl, mailDomain });
  for (const tenant of [PROVIDER, ...DEMO_TENANTS.map(({ name }: DemoTenant) => name)]) {
    for (const area of CONTACT_SLOTS) {
      saveSecret(webhooksDir, hookOf(tenant, area), demonstrationSecret(hookOf(tenant, area)));
    }
    const body = tenant === PROVIDER ? providerContacts(at(tenant)) : customerContacts(at(tenant));
    await api.call(ROUTES.importContacts, { as: KEEPER, params: { tenant }, body });
    if (tenant === PROVIDER) continue;
    const rotation = { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: [...ON_CALL] } as const;
    const schedule = { timeZone: 'Europe/Amsterdam', rotation, overrides: [] };
    await api.call(ROUTES.putSchedule, { as: KEEPER, params: { tenant, area: 'security' }, body: schedule });
  }
}
