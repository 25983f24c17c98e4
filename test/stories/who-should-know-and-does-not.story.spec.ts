import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { LedgerView, UntoldNoticeView } from '@demarc/contracts';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { incidentTitled } from '../harness/look.js';
import { metricOf } from '../harness/metrics.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addContacts, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  for (const tenant of ['refusing', 'down']) {
    await addCustomer(stack, tenant, []);
    await addContacts(stack, tenant, [{ area: 'security', hook: tenant }]);
  }
  await addCustomer(stack, 'nobody', []);
  answering({ refusing: 410, down: 503 });
}, 60_000);
afterAll(() => stack.stop());

function answering(byTenant: Readonly<Record<string, number>>): void {
  stack.receiver.answerWith(({ path }) => byTenant[path.slice('/hook/'.length)] ?? 200);
}

/** An alert on an MMD device: the SOC has it, and the customer must be told of it. */
async function alert(tenant: string) {
  const title = `Ransomware at ${tenant}`;
  const body = defenderAlert(MMD_DEVICE, { title, severity: 'high' });
  await stack.publish(`events.${tenant}.security.graph-alert`, body);
  const incident = await incidentTitled(stack, title);
  await everythingTold(stack);
  return incident;
}
const demarc = (...args: string[]) => runDemarc(stack.apiUrl, args);

/** What `notices owed` says of customers that were not advised, by tenant. */
async function owed(...args: string[]) {
  const { code, json } = await demarc('notices', 'owed', '--party', 'customer', '--all', '--json', ...args);
  const items = (json.items as readonly UntoldNoticeView[]).filter(({ kind }) => kind === 'advisory');
  return { code, items, reasons: Object.fromEntries(items.map(({ tenant, reason }) => [tenant, reason])) };
}
const hooksOf = (tenant: string, incidentId: string) =>
  stack.receiver.received.filter(({ path, body }) => path.endsWith(`/${tenant}`) && body.includes(incidentId));

async function standingOf(incidentId: string): Promise<string | undefined> {
  const { body } = await stack.http.get<LedgerView>(`/v1/incidents/${incidentId}/ledger`);
  const customer = body.parties.find(({ party }) => party === 'customer');
  return customer?.notices.find(({ kind }) => kind === 'advisory')?.standing;
}

it('who should know and does not is named with the reason, until they know; a redrive asked for twice sends once', async () => {
  const refusing = await alert('refusing');
  const down = await alert('down');
  const nobody = await alert('nobody');
  expect([refusing, down, nobody].map(({ severity }) => severity)).toEqual(['A', 'A', 'A']);

  const before = await owed();
  expect(before.code).toBe(1);
  expect(before.reasons).toEqual({ refusing: 'failed', nobody: 'unreachable' });
  expect(await owed('--tenant', 'down')).toMatchObject({ code: 0, items: [] });
  stack.clock.pushMinutes(16);
  await stack.notifier.pump();
  await stack.notifier.settled();
  const after = await owed('--older-than', '15m');
  expect(after.code).toBe(1);
  expect(after.reasons).toEqual({ refusing: 'failed', down: 'late', nobody: 'unreachable' });
  const text = await demarc('notices', 'owed', '--tenant', 'refusing');
  // The command is a process of its own, whose clock nobody pushes.
  expect(text.out).toMatch(new RegExp(`advisory of A ${refusing.reference}, owed .+ under MS-4 of 2021-08-08`));
  expect(text.out).toContain('given up after one attempt, gone');
  const late = { party: 'customer', reason: 'late' };
  expect(await metricOf(stack.urls.notifier, 'demarc_notices_untold', late)).toBe(1);

  const redrive = async (key: string) => {
    const { json } = await demarc('notices', 'redrive', '--tenant', 'refusing', '--idempotency-key', key, '--json');
    await stack.notifier.pump();
    await stack.notifier.settled();
    return json;
  };
  // It still refuses, so that it is given up once more and a second redrive would find it.
  expect(await redrive('first')).toMatchObject({ redriven: 1, repeated: false });
  expect(hooksOf('refusing', refusing.id)).toHaveLength(2);
  expect(await redrive('first')).toMatchObject({ redriven: 1, repeated: true });
  expect(hooksOf('refusing', refusing.id)).toHaveLength(2);

  answering({});
  expect(await redrive('mended')).toMatchObject({ redriven: 1, repeated: false });
  expect(hooksOf('refusing', refusing.id)).toHaveLength(3);
  expect(await standingOf(refusing.id)).toBe('told-not-acknowledged');

  const { todo } = after.items.find(({ tenant }) => tenant === 'down')!;
  const advised = /demarc (notices redrive \S+)$/.exec(todo)![1]!.split(' ');
  expect(await demarc(...advised)).toMatchObject({ code: 0 });
  await stack.notifier.pump();
  await addContacts(stack, 'nobody', [{ area: 'security', hook: 'at-last' }]);
  await stack.notifier.replan();
  await stack.notifier.settled();
  expect(await owed()).toMatchObject({ code: 0, items: [] });
  expect(await metricOf(stack.urls.notifier, 'demarc_notices_untold', late)).toBe(0);
});

it('a party that was told acknowledges by saying so, or by working on it', async () => {
  const [said, worked] = [await alert('refusing'), await alert('down')];
  const noticeOf = async (incidentId: string) => {
    const { body } = await stack.http.get<LedgerView>(`/v1/incidents/${incidentId}/ledger`);
    return body.parties.flatMap(({ notices }) => notices).find(({ kind }) => kind === 'advisory')!;
  };
  const { id } = await noticeOf(said.id);
  const refused = await demarc('notices', 'ack', id);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('was owed to customer/security') });
  expect(await demarc('notices', 'ack', id, '--as', 'customer:refusing/dana')).toMatchObject({ code: 0 });
  expect(await noticeOf(said.id)).toMatchObject({
    standing: 'told',
    acknowledgement: { by: 'customer/dana', through: 'cli' },
  });
  expect((await demarc('notices', 'ledger', said.reference)).out).toContain('customer/dana by cli');

  await demarc('comment', worked.reference, 'We pulled its cable', '--as', 'customer:down/lee');
  expect(await noticeOf(worked.id)).toMatchObject({
    standing: 'told',
    acknowledgement: { by: 'customer/lee', through: 'work' },
  });
  expect((await demarc('show', worked.reference)).out).toContain('customer/lee, who worked on it');
});
