import type { Incident } from '@demarc/domain';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, deviceEvidence } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { owed, webhooksTo } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const SOC = { as: 'microsoft/ana' };
const CUSTOMER = { as: 'customer/kim' };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

async function halvesOf(title: string): Promise<readonly [Incident, Incident]> {
  return eventually(`both halves of ${title}`, async () => {
    const rows = await stack.store.query<{ document: Incident }[]>(
      `select document from incidents where document->>'title' = $1 order by party desc`,
      [title],
    );
    const [ours, theirs] = rows.map(({ document }) => document);
    return ours && theirs && ([ours, theirs] as const);
  });
}

const evidence = [deviceEvidence(MMD_DEVICE), deviceEvidence(OTHER_DEVICE)];

it('one alert over an MMD device and another becomes an incident for each party, linked, and each is told of the other', async () => {
  const title = 'Worm on both sides';
  await stack.publish('events.contoso.security.graph-alert', defenderAlert({}, { title, evidence }));
  const [ours, theirs] = await halvesOf(title);
  expect(ours).toMatchObject({ queue: 'microsoft/security-operations', about: MMD_DEVICE.name, linked: [theirs.id] });
  expect(theirs).toMatchObject({ queue: 'customer/security', about: OTHER_DEVICE.name, linked: [ours.id] });
  expect(await owed(stack, ours.id)).toEqual({
    assignment: 'microsoft/security-operations',
    advisory: 'customer/security',
  });
  expect(await owed(stack, theirs.id)).toEqual({ assignment: 'customer/security', advisory: 'microsoft/operations' });
  await webhooksTo(stack, 'customer-security', ours.id);
  await webhooksTo(stack, 'operations', theirs.id);
});

it('each party sees its own half, and both see one joint view', async () => {
  const title = 'Worm with a joint view';
  await stack.publish('events.contoso.security.graph-alert', defenderAlert({}, { title, evidence }));
  const [ours, theirs] = await halvesOf(title);
  const read = async (path: string, as: Record<string, string>) => {
    const { status, body } = await stack.http.get<unknown>(`/v1/incidents/${path}`, as);
    expect(status).toBe(200);
    return JSON.stringify(body);
  };
  const half = await read(theirs.id, CUSTOMER);
  expect(half).toContain(OTHER_DEVICE.name);
  expect(half).not.toContain(MMD_DEVICE.entraId);
  for (const [id, as] of [
    [ours.id, SOC],
    [theirs.id, CUSTOMER],
  ] as const) {
    const joint = await read(`${id}/joint`, as);
    expect([joint.includes(ours.reference), joint.includes(theirs.reference)]).toEqual([true, true]);
  }
});

it('an update that adds a device of the other side splits the incident; the first half stays where it is', async () => {
  const title = 'Worm that spreads';
  const first = defenderAlert(MMD_DEVICE, { title });
  await stack.publish('events.contoso.security.graph-alert', first);
  await stack.publish('events.contoso.security.graph-alert', {
    ...first,
    evidence,
    lastUpdateDateTime: '2022-03-01T11:00:00Z',
  });
  const [ours, theirs] = await halvesOf(title);
  expect(ours).toMatchObject({ queue: 'microsoft/security-operations', linked: [theirs.id] });
  expect(theirs).toMatchObject({ queue: 'customer/security', linked: [ours.id] });
  await everythingTold(stack);
  expect(await owed(stack, theirs.id)).toEqual({ assignment: 'customer/security', advisory: 'microsoft/operations' });
});
