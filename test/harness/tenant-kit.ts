import type { ContactSlot } from '@demarc/domain';
import type { Stack } from './stack.js';

/** All that filling a directory needs: the api's door, and where the contacts' webhooks go. */
type Doors = Pick<Stack, 'http' | 'receiver'>;

/** `whsec_` and 24 bytes: a signing secret for the fakes. */
export const SECRET = `whsec_${Buffer.from('a-secret-of-24-bytes-abc').toString('base64')}`;

export const MMD_DEVICE = {
  entraId: 'aaaaaaaa-0000-4000-8000-000000000001',
  defenderId: '1'.repeat(40),
  name: 'MMD-11111111111',
};
export const OTHER_DEVICE = {
  entraId: 'aaaaaaaa-0000-4000-8000-000000000002',
  defenderId: '2'.repeat(40),
  name: 'FRONTDESK-7',
};
export const LATE_DEVICE = {
  entraId: 'aaaaaaaa-0000-4000-8000-000000000003',
  defenderId: '3'.repeat(40),
  name: 'MMD-33333333333',
};
/** When {@link LATE_DEVICE} came into MMD; the other MMD device has been in it since 2021. */
export const LATE_SINCE = '2022-06-01T00:00:00Z';

const DEVICES = `entra_device_id,serial,name,defender_ids,ring,enrolled_from
${MMD_DEVICE.entraId},SN-1,${MMD_DEVICE.name},${MMD_DEVICE.defenderId},Broad,2021-01-01
${OTHER_DEVICE.entraId},SN-2,${OTHER_DEVICE.name},${OTHER_DEVICE.defenderId},,
${LATE_DEVICE.entraId},SN-3,${LATE_DEVICE.name},${LATE_DEVICE.defenderId},Fast,${LATE_SINCE}
`;

interface ContactLine {
  readonly area: ContactSlot;
  readonly email?: string;
  /** Path at the fake receiver. */
  readonly hook?: string;
}

/** Every customer area reachable by webhook and mail. */
export const EVERY_AREA: readonly ContactLine[] = (
  ['security', 'devices', 'app-packaging', 'it-help-desk', 'other'] as const
).map((area) => ({
  area,
  email: `${area}@contoso.example`,
  hook: `customer-${area}`,
}));

/** A customer with three devices: one in MMD, one not, one that came into MMD in June 2022. */
export async function addCustomer(
  stack: Doors,
  tenant: string,
  contacts: readonly ContactLine[] = EVERY_AREA,
): Promise<void> {
  await must(stack.http.post('/v1/tenants', { tenant, name: tenant }), `creating ${tenant}`);
  await must(putCsv(stack, `/v1/tenants/${tenant}/directory/devices`, DEVICES), `importing the devices of ${tenant}`);
  await addContacts(stack, tenant, contacts);
}

export async function addContacts(stack: Doors, tenant: string, contacts: readonly ContactLine[]): Promise<void> {
  const base = stack.receiver.url;
  const lines = contacts.map(
    ({ area, email = '', hook }) =>
      `${area},group,${area} team,${email},${hook ? `${base}/${hook}` : ''},${hook ? SECRET : ''}`,
  );
  const csv = `area,kind,name,email,webhook_url,webhook_secret\n${lines.join('\n')}\n`;
  if (lines.length > 0)
    await must(putCsv(stack, `/v1/tenants/${tenant}/directory/contacts`, csv), `importing the contacts of ${tenant}`);
}

/** Microsoft's two teams, by webhook. */
export async function addProvider(stack: Doors): Promise<void> {
  await addContacts(stack, 'microsoft', [
    { area: 'security-operations', hook: 'soc' },
    { area: 'operations', hook: 'operations', email: 'operations@mmd.example' },
  ]);
}

export function putCsv(stack: Doors, path: string, csv: string) {
  return stack.http.put<unknown>(path, csv, { 'content-type': 'text/csv' });
}

async function must(call: Promise<{ status: number; body: unknown }>, what: string): Promise<void> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
}
