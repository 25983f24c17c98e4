import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const PRINTERS_ARE_OURS = `version: candidate-1
title: Microsoft looks after printing
extends: '2021-08-08'
clauses:
  - id: CU-9
    title: Printing is Microsoft's
    when: { kind: [operational], area: [printing] }
    owner: microsoft
    queue: microsoft/operations
    contactArea: it-help-desk
    inform: { queue: customer/it-help-desk, when: always }
`;
const HISTORY = ['events', 'incidents', 'decisions', 'timeline', 'notices', 'outbox'];

let stack: Stack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-replay-'));
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const replay = (candidate: string, ...options: readonly string[]) => {
  const file = path.join(folder, 'candidate.yaml');
  writeFileSync(file, candidate);
  const range = ['--from', '2020-01-01', '--to', '2030-01-01'];
  return runDemarc(stack.apiUrl, ['policy', 'replay', '--candidate', file, ...range, ...options]);
};
/** Every row with the transaction that wrote it: any write, even of the same values, shows. */
const fingerprint = async () =>
  Promise.all(
    HISTORY.map(async (table) => {
      const [row] = await stack.store.query<{ n: string }[]>(
        `select count(*) || '/' || coalesce(max(xmin::text::bigint), 0) as n from ${table}`,
      );
      return `${table} ${row!.n}`;
    }),
  );

it('a candidate policy names the incidents that would be another’s, and touches nothing', async () => {
  await stack.publish(
    'events.contoso.security.graph-alert',
    defenderAlert(MMD_DEVICE, { title: 'Stays with the SOC' }),
  );
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(OTHER_DEVICE, { title: 'Stays outside' }));
  const printing = report({ title: 'Printer is out', area: 'printing' });
  await stack.publish('events.contoso.operational.incident', printing);
  const moved = await incidentTitled(stack, 'Printer is out');
  await Promise.all(['Stays with the SOC', 'Stays outside'].map((title) => incidentTitled(stack, title)));
  await everythingTold(stack);
  const before = await fingerprint();

  const { code, out } = await replay(PRINTERS_ARE_OURS);
  expect(code).toBe(0);
  for (const part of [moved.reference, 'customer/it-help-desk', 'microsoft/operations']) expect(out).toContain(part);
  expect(out).not.toContain('Stays');
  const csv = await replay(PRINTERS_ARE_OURS, '--csv');
  expect(csv.out.trim().split('\n')).toHaveLength(2);
  expect((await replay(PRINTERS_ARE_OURS, '--json')).json).toBeDefined();
  expect((await replay(PRINTERS_ARE_OURS, '--fail-on-change')).code).toBe(1);
  expect(await fingerprint()).toEqual(before);
});

it('a candidate that decides alike changes nothing', async () => {
  const { code } = await replay(`version: candidate-2\ntitle: The same\nextends: '2021-08-08'\n`, '--fail-on-change');
  expect(code).toBe(0);
});

it('a candidate with a gap is not tried at all', async () => {
  const { code, out } = await replay(
    `version: candidate-3\ntitle: A hole\nextends: '2021-08-08'\nremove: [CU-7b-SERVICE]\n`,
  );
  expect(code).not.toBe(0);
  expect(out).toContain('for example kind operational');
});
