import { HttpDoor } from '../harness/http-door.js';
import { SECRET } from '../harness/tenant-kit.js';

const CUSTOMER_AREAS = ['security', 'devices', 'app-packaging', 'it-help-desk', 'other'];
const MICROSOFT_AREAS = ['security-operations', 'operations'];

/** Creates tenants whose every contact, and Microsoft's, is a webhook at `receiverUrl`. */
export async function addTenantsOnHooks(
  apiUrl: string,
  tenants: readonly string[],
  receiverUrl: string,
): Promise<void> {
  const http = new HttpDoor(apiUrl);
  const contacts = async (tenant: string, areas: readonly string[]): Promise<void> => {
    const lines = areas.map((area) => `${area},group,${area} team,${receiverUrl}/${tenant}/${area},${SECRET}`);
    const csv = ['area,kind,name,webhook_url,webhook_secret', ...lines].join('\n');
    const path = `/v1/tenants/${tenant}/directory/contacts`;
    const { status, body } = await http.put(path, csv, { 'content-type': 'text/csv' });
    if (status >= 300)
      throw new Error(`importing the contacts of ${tenant} was answered ${status}: ${JSON.stringify(body)}`);
  };
  await contacts('microsoft', MICROSOFT_AREAS);
  for (const tenant of tenants) {
    const { status, body } = await http.post('/v1/tenants', { tenant, name: tenant });
    if (status >= 300) throw new Error(`creating ${tenant} was answered ${status}: ${JSON.stringify(body)}`);
    await contacts(tenant, CUSTOMER_AREAS);
  }
}
