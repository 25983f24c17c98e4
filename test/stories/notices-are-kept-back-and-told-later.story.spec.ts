import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SilenceView } from '@demarc/contracts';
import { defenderAlert, report } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';
import { signedIn } from '../harness/people.js';

const KIM = { as: 'customer/kim' };
const ANA = { as: 'microsoft/ana' };

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam', []);
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

const later = (minutes: number) => new Date(Date.parse(stack.clock.now()) + minutes * 60_000).toISOString();
const silence = async (body: object, headers: Record<string, string> = KIM) => {
  const answer = await stack.http.post<SilenceView>(
    '/v1/silences',
    { tenant: 'contoso', reason: 'quiet', ...body },
    headers,
  );
  if (answer.status !== 201)
    throw new Error(`the silence was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
/** Deliveries of an incident to the customer, once all are in one of these states. */
const deliveriesIn = (id: string, states: readonly string[]) =>
  eventually(`deliveries of ${id} to be ${states.join(' or ')}`, async () => {
    const rows = await stack.store.query<{ state: string; reason: string | null }[]>(
      `select d.state, d.reason from deliveries d join notices n using (tenant_id, notice_id)
       where d.incident_id = $1 and n.queue like 'customer/%' order by d.delivery_id`,
      [id],
    );
    return rows.length > 0 && rows.every(({ state }) => states.includes(state)) && rows;
  });
async function printer(title: string, given: Record<string, unknown> = {}): Promise<string> {
  await stack.publish('events.contoso.operational.incident', report({ title, area: 'printing', ...given }));
  return (await incidentTitled(stack, title)).id;
}

it('a silence of the last second counts, the incident says so, and what is still open is told when it ends', async () => {
  stack.receiver.answerWith({ status: 503 });
  stack.mailbox.answerWith(450);
  const id = await printer('Muted at the last second');
  await deliveriesIn(id, ['retrying']);
  const { id: silenced } = await silence({
    endsAt: later(60),
    matchers: [{ field: 'title', is: '~', value: '*last second*' }],
  });
  stack.receiver.answerWith(200);
  stack.mailbox.answerWith(250);
  stack.clock.pushMinutes(1);
  const rows = await deliveriesIn(id, ['muted']);
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set([`silence:${silenced}`]));
  expect((await desk.read(id)).body.muted).toMatchObject({ by: `silence:${silenced}`, reason: 'quiet' });
  stack.clock.pushMinutes(60);
  await deliveriesIn(id, ['sent']);
  expect((await desk.read(id)).body.muted).toBeNull();
});

it('what was resolved while it was muted stays untold, and a silence can be ended early', async () => {
  const { id: silenced } = await silence({
    endsAt: later(600),
    matchers: [{ field: 'title', is: '~', value: 'ended early*' }],
  });
  const [resolved, open] = [await printer('Ended early 1'), await printer('Ended early 2')];
  await deliveriesIn(resolved, ['muted']);
  await deliveriesIn(open, ['muted']);
  await desk.act(resolved, 'resolve', 'customer/kim');
  const ended = await fetch(`${stack.apiUrl}/v1/silences/${silenced}`, {
    method: 'DELETE',
    headers: await signedIn(KIM),
  });
  expect(ended.status).toBe(200);
  await deliveriesIn(open, ['sent']);
  const rows = await eventually('the resolved one to be let go', async () => {
    const found = await deliveriesIn(resolved, ['muted']);
    return found.every(({ reason }) => reason === 'over') && found;
  });
  expect(rows.length).toBeGreaterThan(0);
});

it('a party silences its own notices alone, and a preview says what it would mute', async () => {
  const id = await printer('Looked at before');
  await deliveriesIn(id, ['sent']);
  const body = {
    tenant: 'contoso',
    reason: 'test',
    endsAt: later(60),
    matchers: [{ field: 'title', is: '=', value: 'Looked at before' }],
  };
  const preview = await stack.http.post<{ count: number; incidents: { id: string }[] }>(
    '/v1/silences/preview',
    body,
    KIM,
  );
  expect(preview.body).toMatchObject({ count: 1, incidents: [{ id }] });
  expect((await stack.http.post('/v1/silences', { ...body, mutes: 'both' }, KIM)).status).toBe(403);
  expect((await stack.http.post('/v1/silences', { ...body, tenant: null }, KIM)).status).toBe(403);
});

it('maintenance is announced, begins, mutes both parties, ends, and tells what is still open', async () => {
  const told = (phase: string) =>
    stack.receiver.waitFor(
      ({ path, json }) =>
        path.endsWith('/customer-other') &&
        json.data?.notice.details?.of === 'maintenance' &&
        json.data.notice.details.phase === phase,
      1,
    );
  await silence(
    {
      kind: 'maintenance',
      mutes: 'both',
      startsAt: later(30),
      endsAt: later(90),
      matchers: [{ field: 'area', is: '=', value: 'vpn' }],
    },
    ANA,
  );
  await told('announced');
  stack.clock.pushMinutes(31);
  await told('begins');
  await stack.publish('events.contoso.operational.incident', report({ title: 'VPN in maintenance', area: 'vpn' }));
  const { id } = await incidentTitled(stack, 'VPN in maintenance');
  await deliveriesIn(id, ['muted']);
  stack.clock.pushMinutes(60);
  await told('ends');
  await deliveriesIn(id, ['sent']);
  await desk.act(id, 'resolve', 'customer/kim');
});

it('a network outage mutes the devices behind it until it is over', async () => {
  await stack.publish('events.contoso.operational.incident', report({ title: 'Core switch is down', area: 'network' }));
  const network = await incidentTitled(stack, 'Core switch is down');
  await deliveriesIn(network.id, ['sent']);
  const id = await printer('Printer PRN-9 is offline');
  const rows = await deliveriesIn(id, ['muted']);
  expect(rows[0]!.reason).toBe(`inhibited:${network.reference}`);
  expect((await desk.read(id)).body.muted?.by).toBe(`inhibited:${network.reference}`);
  await desk.act(network.id, 'resolve', 'customer/kim');
  stack.clock.pushMinutes(2);
  await deliveriesIn(id, ['sent']);
});

it('a contact is not disturbed outside its hours, unless the severity is A', async () => {
  const now = new Date(stack.clock.now());
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(now.getUTCDay() + 2) % 7]!;
  await putCsv(
    stack,
    '/v1/tenants/fabrikam/directory/contacts',
    `area,name,email,time_zone,week\nsecurity,Night owl,owl@fabrikam.example,UTC,${day} 09:00-17:00\nother,Else,else@fabrikam.example,,\n`,
  );
  const alert = async (title: string, severity: string) => {
    await stack.publish('events.fabrikam.security.graph-alert', defenderAlert(OTHER_DEVICE, { title, severity }));
    return (await incidentTitled(stack, title)).id;
  };
  const quiet = await alert('Can wait until the morning', 'medium');
  expect((await deliveriesIn(quiet, ['held'])).map(({ reason }) => reason)).toEqual(['quiet-hours']);
  await deliveriesIn(await alert('Cannot wait', 'high'), ['sent']);
  const opening = new Date(now.getTime() + 2 * 24 * 3_600_000);
  stack.clock.pushMinutes((opening.setUTCHours(10, 0, 0, 0) - now.getTime()) / 60_000);
  await deliveriesIn(quiet, ['sent']);
});
