import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, deviceEvidence, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { heldBy, incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { LATE_DEVICE, MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const security = async (title: string, given: object, device: object = {}) => {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(device, { title, ...given }));
  return incidentTitled(stack, title);
};
const verify = (id: string) => runDemarc(stack.apiUrl, ['explain', id, '--verify', '--json']);

it('decisions of every kind are recomputed from what is stored and agree byte for byte', async () => {
  const both = [deviceEvidence(MMD_DEVICE), deviceEvidence(OTHER_DEVICE), deviceEvidence(LATE_DEVICE, ['contextual'])];
  await security('Found by its Entra id', {}, MMD_DEVICE);
  await security('Found by its Defender id', {}, { defenderId: OTHER_DEVICE.defenderId });
  await security('Found by its name', {}, { name: MMD_DEVICE.name });
  await security('Known to nobody', {}, { name: 'NOBODY-KNOWS-1' });
  await security('Of no device', { evidence: [] });
  await security('Over both sides', { evidence: both });
  await stack.publish('events.contoso.operational.incident', report({ title: 'Printer is out', area: 'printing' }));
  await incidentTitled(stack, 'Printer is out');
  const rows = await stack.store.query<{ id: string }[]>('select incident_id as id from incidents');
  expect(rows.length).toBeGreaterThanOrEqual(8);
  for (const { id } of rows) {
    const { code, out } = await verify(id);
    expect([code, out]).toEqual([0, expect.stringContaining('"agrees": true')]);
  }
});

it('a correction that came later changes what would be decided now, not what was decided then', async () => {
  const { id } = await security('Before the correction', {}, LATE_DEVICE);
  await stack.http.post(
    `/v1/incidents/${id}/resolve`,
    { classification: 'truePositive', determination: 'malware', note: 'done' },
    { as: 'customer/kim', 'if-match': '*' },
  );
  const correction = `entra_device_id,enrolled_from\n${LATE_DEVICE.entraId},2021-06-01\n`;
  expect((await putCsv(stack, '/v1/tenants/contoso/directory/devices', correction)).status).toBe(200);
  expect((await verify(id)).json).toMatchObject({ verification: { agrees: true } });
  const { out } = await runDemarc(stack.apiUrl, ['explain', id, '--now']);
  expect(out).toContain('microsoft/security-operations');
});

it('one look says why: the clause and its source, every fact, what was passed over, and what would flip it', async () => {
  const { id } = await security('Why is this mine?', {}, MMD_DEVICE);
  const { code, out } = await runDemarc(stack.apiUrl, ['explain', id]);
  expect(code).toBe(0);
  for (const part of [
    'MS-4',
    'we will notify you',
    MMD_DEVICE.entraId,
    'ACCOUNT-SEC',
    'non-mmd',
    'customer/security',
  ]) {
    expect(out).toContain(part);
  }
});

it('a receipt that somebody changed does not agree, and the difference is named', async () => {
  const { id } = await security('Tampered with', {}, MMD_DEVICE);
  await heldBy(stack, id, 'microsoft/security-operations');
  await stack.store.query(
    `update decisions set receipt = replace(receipt::text, '"device":"mmd"', '"device":"non-mmd"')::json where incident_id = $1`,
    [id],
  );
  const { code, out } = await verify(id);
  expect([code, out]).toEqual([1, expect.stringContaining('facts.device')]);
});
