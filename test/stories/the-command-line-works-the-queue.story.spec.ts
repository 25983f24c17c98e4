import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addContacts, addCustomer } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso', []);
  await addContacts(stack, 'contoso', [{ area: 'it-help-desk', hook: 'help-desk' }]);
}, 60_000);
afterAll(() => stack.stop());

const demarc = (...args: string[]) => runDemarc(stack.apiUrl, args);
const AS_CUSTOMER = ['--as', 'customer/dana'];
const TITLE = 'Printer is on fire';

it('an incident goes from a file to resolved, command by command', async () => {
  const sent = await runDemarc(
    stack.apiUrl,
    ['send', '-', '--tenant', 'contoso', '--json'],
    JSON.stringify(report({ title: TITLE, area: 'printing' })),
  );
  expect(sent).toMatchObject({ code: 0, json: { items: [{ accepted: [{ duplicate: false }] }] } });
  const { id, reference } = await incidentTitled(stack, TITLE);
  await everythingTold(stack);

  const queue = await demarc('queue', 'it-help-desk', '--tenant', 'contoso', '--json');
  expect(queue.code).toBe(0);
  expect(queue.json.items?.map((item) => item.id)).toEqual([id]);
  expect((await demarc('queue')).out).toContain('customer/it-help-desk');

  const shown = await demarc('show', reference);
  expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(TITLE) });
  expect((await demarc('show', reference, '--json')).json).toMatchObject({
    incident: { id, state: 'new' },
    receipt: { clauseId: 'CU-9' },
  });

  expect(await demarc('ack', reference)).toMatchObject({
    code: 1,
    err: expect.stringContaining('customer/it-help-desk'),
  });
  expect(await demarc('ack', reference, ...AS_CUSTOMER)).toMatchObject({
    code: 0,
    out: expect.stringContaining(reference),
  });
  expect((await demarc('ack', reference, ...AS_CUSTOMER)).code).toBe(1);
  const resolved = await demarc('resolve', reference, '--note', 'Put out', '--json', ...AS_CUSTOMER);
  expect(resolved).toMatchObject({
    code: 0,
    json: { items: [{ ok: true, incident: { state: 'resolved', resolution: { note: 'Put out' } } }] },
  });
  expect((await demarc('queue', 'it-help-desk', '--json')).json.items).toEqual([]);

  const notices = await demarc('notices', '--incident', reference, '--json');
  expect(notices.json.items).toContainEqual(
    expect.objectContaining({ state: 'sent', contactName: 'it-help-desk team' }),
  );
});

it('what was refused and what was not delivered can be looked at', async () => {
  await stack.publish('events.contoso.operational.incident', '{"title": ');
  await everythingTold(stack);
  const quarantine = await demarc('quarantine', '--json');
  expect(quarantine).toMatchObject({ code: 0, json: { items: [{ reason: 'not-json', tenant: 'contoso' }] } });
  const raw = await demarc('quarantine', 'show', quarantine.json.items![0]!.id!, '--raw');
  expect(raw).toMatchObject({ code: 0, out: '{"title": ' });
  // MMD operations, which has no contact here, is owed the advisory of the first incident.
  const failed = await demarc('notices', '--failed', '--json');
  expect(failed.json.items).toContainEqual(
    expect.objectContaining({ state: 'unreachable', queue: 'microsoft/operations' }),
  );
});

it('exit codes tell a script what went wrong', async () => {
  expect((await demarc('show', 'INC-00000-00000')).code).toBe(3);
  expect((await demarc('queue', 'no-such-queue')).code).toBe(2);
  expect((await demarc('resolve')).code).toBe(2);
  expect(
    (await runDemarc(stack.apiUrl, ['send', '-', '--tenant', 'nobody', '--format', 'incident'], '{"title": "x"}')).code,
  ).toBe(3);
  expect(
    (await runDemarc(stack.apiUrl, ['send', '-', '--tenant', 'contoso', '--format', 'incident'], '{"title": 7}')).code,
  ).toBe(1);
  expect((await runDemarc('http://127.0.0.1:9', ['queue'])).code).toBe(5);
});
