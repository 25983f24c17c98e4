import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { type Stack, startStack } from '../harness/stack.js';
import { EVERY_AREA, addCustomer, addProvider } from '../harness/tenant-kit.js';

const INCIDENTS = 1_500;
const SINGLY = 10;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(
    stack,
    'contoso',
    EVERY_AREA.map(({ area, email }) => ({ area, email: email! })),
  );
}, 60_000);
afterAll(() => stack.stop());

it('of a storm of incidents a person gets ten mails and one digest, and each notice is accounted for', async () => {
  for (let n = 0; n < INCIDENTS; n += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, k) =>
        stack.publish('events.contoso.operational.incident', report({ title: `Printer ${n + k}`, area: 'printing' })),
      ),
    );
  }
  const states = async () => {
    const rows = await stack.store.query<{ state: string; n: number }[]>(
      `select d.state, count(*)::int as n from deliveries d join notices n using (tenant_id, notice_id)
       where n.queue like 'customer/%' and n.kind = 'assignment' group by 1`,
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  await eventually('all to be planned', async () => {
    const { sent = 0, held = 0 } = await states();
    return sent === SINGLY && held === INCIDENTS - SINGLY;
  });
  stack.clock.pushMinutes(11);
  await eventually('the digest', async () => (await states())['digested'] === INCIDENTS - SINGLY);
  const mails = await eventually('its mail', () => {
    const toThem = stack.mailbox.received.filter(({ to }) =>
      to.some((address) => address.endsWith('@contoso.example')),
    );
    return toThem.length > SINGLY && toThem;
  });
  expect(mails).toHaveLength(SINGLY + 1);
  const [digest] = await stack.store.query<{ details: { count: number; items: unknown[] }; members: number }[]>(
    `select n.details, (select count(*)::int from deliveries m where m.digest_id = n.notice_id) as members
     from notices n where n.kind = 'digest' and n.queue like 'customer/%'`,
  );
  expect(digest).toMatchObject({ details: { count: INCIDENTS - SINGLY }, members: INCIDENTS - SINGLY });
  expect(digest!.details.items).toHaveLength(20);
});
