import { afterAll, beforeAll, expect, it } from '@jest/globals';
import path from 'node:path';
import { type Alertmanager, findAlertmanager, startAlertmanager } from '../harness/alertmanager.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled, owed, webhooksTo } from '../harness/look.js';
import { countOf } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const binary = await findAlertmanager();
let stack: Stack;
let alertmanager: Alertmanager | undefined;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  const made = { name: 'alertmanager', purpose: 'publish' };
  const { body } = await stack.http.post<{ key: string }>('/v1/tenants/contoso/keys', made, { as: 'customer/dana' });
  const hook = { url: `${stack.apiUrl}/v1/tenants/contoso/hooks/alertmanager`, key: body.key };
  if (binary) alertmanager = await startAlertmanager(binary, path.join(stack.servers.folder, 'alertmanager'), hook);
}, 60_000);
afterAll(async () => {
  await alertmanager?.stop();
  await stack.stop();
});

(binary ? it : it.skip)(
  'what a real Alertmanager fires becomes an incident with its owner, and what it resolves is resolved',
  async () => {
    const title = 'Quality update does not install';
    const alert = {
      labels: {
        alertname: 'UpdateStuck',
        demarc_area: 'windows-update',
        instance: MMD_DEVICE.name,
        severity: 'critical',
      },
      annotations: { summary: title },
      startsAt: new Date(Date.now() - 60_000).toISOString(),
    };
    await alertmanager!.post([alert]);
    const incident = await incidentTitled(stack, title);
    expect(incident).toMatchObject({
      queue: 'microsoft/operations',
      clauseId: 'MS-5',
      about: MMD_DEVICE.name,
      state: 'new',
    });
    expect(await owed(stack, incident.id)).toEqual({
      assignment: 'microsoft/operations',
      advisory: 'customer/devices',
    });
    await webhooksTo(stack, 'operations', incident.id);
    await webhooksTo(stack, 'customer-devices', incident.id);

    await alertmanager!.post([{ ...alert, endsAt: new Date().toISOString() }]);
    const resolved = await eventually('the incident to be resolved', async () => {
      const now = await incidentTitled(stack, title);
      return now.state === 'resolved' && now;
    });
    expect(resolved).toMatchObject({ id: incident.id, eventCount: 2 });
    expect(await countOf(stack, 'incidents')).toBe(1);
  },
);
