import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { deskOf } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

/** Nothing listens there: what works with it needs no Demarc. */
const NOWHERE = 'http://127.0.0.1:9';

it("a party's record of an incident is whole, signed, and tells when it is not", async () => {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title: 'To be exported' }));
  const { id, reference } = await incidentTitled(stack, 'To be exported');
  await deskOf(stack).act(id, 'comment', 'microsoft/ana', { text: 'Only for us', visibility: 'own-party' });
  await everythingTold(stack);
  await eventually('everything to be sealed', async () => {
    const [row] = await stack.store.query('select count(*)::int as waiting from audit_pending');
    return row.waiting === 0;
  });
  const inFolder = (name: string) => path.join(stack.servers.folder, name);
  const key = await runDemarc(stack.apiUrl, ['audit', 'key']);
  writeFileSync(inFolder('demarc.pem'), key.out);
  const file = inFolder('record.ndjson');
  const exported = await runDemarc(stack.apiUrl, ['audit', 'export', reference, '--party', 'customer']);
  writeFileSync(file, exported.out);

  const lines = exported.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ type: 'record', incident: reference, party: 'customer' });
  const timeline = lines.filter(({ type }) => type === 'timeline');
  expect(timeline.map(({ content }) => content !== null)).toEqual([true, false]);
  expect(timeline.every(({ seq }) => seq > 0)).toBe(true);
  expect(exported.out).not.toContain('Only for us');
  expect(new Set(lines.map(({ type }) => type))).toEqual(
    new Set(['record', 'timeline', 'decision', 'notice', 'end', 'signature']),
  );

  const verify = () => runDemarc(NOWHERE, ['audit', 'verify', file, '--key', inFolder('demarc.pem')]);
  const whole = await verify();
  expect([whole.code, whole.out]).toEqual([0, expect.stringMatching(/whole .*signed by key development/)]);
  writeFileSync(file, exported.out.replace('microsoft/security-operations', 'customer/security'));
  const touched = await verify();
  expect([touched.code, touched.out]).toEqual([1, expect.stringMatching(/not whole .*line \d+: it was changed/)]);
});
