import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { deskOf } from '../harness/desk.js';
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

it('what was owed, sent, accepted and acknowledged can be taken out, and a file that was changed is found', async () => {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title: 'To be proved' }));
  const { id, reference } = await incidentTitled(stack, 'To be proved');
  await everythingTold(stack);
  await deskOf(stack).act(id, 'acknowledge', 'microsoft/ana');
  const file = path.join(stack.servers.folder, 'ledger.ndjson');
  const exported = await runDemarc(stack.apiUrl, ['notices', 'export', '--tenant', 'contoso', '-o', file]);
  expect([exported.code, exported.out]).toEqual([0, expect.stringContaining('whole')]);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const notices = lines.flatMap((line) => {
    const { type, notice } = JSON.parse(line);
    return type === 'notice' ? [notice] : [];
  });
  expect(JSON.parse(lines[0]!)).toMatchObject({ type: 'ledger', tenant: 'contoso', notices: notices.length });
  const assignment = notices.find(({ kind, reference: of }) => kind === 'assignment' && of === reference);
  expect(assignment).toMatchObject({
    queue: 'microsoft/security-operations',
    clauseId: 'MS-4',
    policyVersion: '2021-08-08',
    acknowledgement: { by: 'microsoft/ana', through: 'work' },
    deliveries: [{ state: 'sent', attempts: [{ outcome: 'sent', answer: '200' }] }],
  });
  writeFileSync(file, readFileSync(file, 'utf8').replace('microsoft/ana', 'microsoft/eve'));
  const verified = await runDemarc(stack.apiUrl, ['notices', 'verify', file]);
  expect([verified.code, verified.out]).toEqual([1, expect.stringMatching(/not whole .*line \d+/)]);
});
