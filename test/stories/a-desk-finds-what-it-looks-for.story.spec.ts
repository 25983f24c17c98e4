import type { CountedView, IncidentView } from '@demarc/contracts';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { defenderAlert, deviceEvidence, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { everythingFound } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer } from '../harness/tenant-kit.js';

const ANA = 'microsoft/ana';
const DANA = 'customer/dana';
const SOC = 'microsoft/security-operations';
const ALERT_ID = 'da637995287051192_756343937';
const HOUR = 60;

let stack: Stack;
let desk: Desk;
let alert: string;
let printer: string;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso', []);
  desk = deskOf(stack);
  const user = {
    '@odata.type': '#microsoft.graph.security.userEvidence',
    userAccount: { userPrincipalName: 'L.Mulder@contoso.com' },
  };
  await stack.publish(
    'events.contoso.security.graph-alert',
    defenderAlert(MMD_DEVICE, {
      id: ALERT_ID,
      incidentId: '1204477',
      title: 'Überraschender Zugriff from Łódź',
      evidence: [deviceEvidence(MMD_DEVICE), user],
    }),
  );
  await stack.publish(
    'events.contoso.operational.incident',
    report({
      title: 'Printer prints blank pages',
      area: 'printing',
      source: 'zabbix-utrecht',
      dedupKey: 'ticket-4711',
      devices: [{ name: 'PRN-UTR-02', serial: '5CG0001XYZ' }],
      users: ['robin@contoso.com'],
    }),
  );
  alert = (await incidentTitled(stack, 'Überraschender Zugriff from Łódź')).id;
  printer = (await incidentTitled(stack, 'Printer prints blank pages')).id;
  await everythingFound(stack);
}, 60_000);
afterAll(() => stack.stop());

async function listed(query: Record<string, string>, actor = ANA): Promise<readonly IncidentView[]> {
  const { status, body } = await stack.http.get<{ items: IncidentView[] }>(
    `/v1/incidents?${new URLSearchParams(query)}`,
    { as: actor },
  );
  if (status !== 200) throw new Error(`the list was answered ${status}: ${JSON.stringify(body)}`);
  return body.items;
}
const found = async (q: string, more = {}) => (await listed({ q, ...more })).map(({ id }) => id);

async function counts(queue: string, actor: string): Promise<Record<string, number | undefined>> {
  const { body } = await stack.http.get<{ items: CountedView[] }>(`/v1/views?queue=${queue}`, {
    as: actor,
  });
  return Object.fromEntries(body.items.map(({ name, count }) => [name, count?.incidents]));
}

describe('what somebody has of an alert finds its incident', () => {
  test.each([
    ['a word of the title, without its accents', 'uberraschend'],
    ['a place that nobody can type', 'lodz'],
    ['the device', MMD_DEVICE.name],
    ['the device from its hyphen on', '111111'],
    ['its Entra id', MMD_DEVICE.entraId.toUpperCase()],
    ['its Defender id', MMD_DEVICE.defenderId],
    ['the user', 'l.mulder@contoso.com'],
    ['the user before the @', 'l.mulder'],
    ["Defender's incident", '1204477'],
    ["the alert's id", ALERT_ID],
    ['a phrase', '"uberraschender zugriff"'],
  ])('%s: %s', async (_what, q) => {
    expect(await found(q)).toEqual([alert]);
  });
});

describe('what somebody has of a report finds its incident', () => {
  test.each(['blank', 'PRN-UTR', 'utr-02', '5cg0001', 'robin', 'zabbix-utrecht', 'ticket-4711', 'printer robin 4711'])(
    '%s',
    async (q) => {
      expect(await found(q)).toEqual([printer]);
    },
  );

  test('its reference does, before anything else is known of it', async () => {
    const { reference } = (await desk.read(printer)).body.incident;
    expect(await found(reference.slice(0, 9).toLowerCase())).toEqual([printer]);
    expect(await found(reference.slice(-5))).toEqual([printer]);
  });
});

it('is found by the alert that joins it later, and after it is over', async () => {
  await stack.publish(
    'events.contoso.security.graph-alert',
    defenderAlert(MMD_DEVICE, { id: 'da-later-alert', incidentId: '1204477' }),
  );
  await everythingFound(stack);
  expect(await found('da-later-alert')).toEqual([alert]);
  await desk.act(printer, 'resolve', DANA);
  await everythingFound(stack);
  const open = { state: 'new,acknowledged,waiting' };
  expect([await found('prn-utr'), await found('prn-utr', open), await found('prn-utr', { state: 'resolved' })]).toEqual(
    [[printer], [], [printer]],
  );
});

it('the usual views of a queue follow the work', async () => {
  expect(await counts(SOC, ANA)).toMatchObject({ mine: 0, unacknowledged: 1, 'due-soon': 0, breached: 0, offered: 0 });
  await desk.act(alert, 'claim', ANA);
  expect(await counts(SOC, ANA)).toMatchObject({ mine: 1, unacknowledged: 0 });
  expect(await counts(SOC, 'microsoft/tomasz')).toMatchObject({ mine: 0 });
  const { incident } = await desk.act(alert, 'offer', ANA, { to: 'customer/security', reason: 'It is on your side' });
  expect(await counts('customer/security', DANA)).toMatchObject({ offered: 1, unacknowledged: 0 });
  expect((await listed({ view: 'offered', queue: 'customer/security' }, DANA)).map(({ id }) => id)).toEqual([alert]);
  await desk.act(alert, 'refuse', DANA, { offerId: incident.offer!.id, reason: 'It is not' });
  await desk.act(alert, 'request', ANA, { action: 'Return the device' });
  expect(await counts(SOC, ANA)).toMatchObject({ waiting: 1, mine: 1 });
  await desk.act(alert, 'answer', DANA, { text: 'It is on its way' });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await desk.act(alert, 'snooze', ANA, { until, reason: 'The post takes a day' });
  expect(await counts(SOC, ANA)).toMatchObject({ waiting: 0, mine: 0, snoozed: 1 });
  await desk.act(alert, 'wake', ANA, { reason: 'It is here' });
  const [next] = (await listed({ view: 'mine', queue: SOC }))[0]!.dues;
  stack.clock.pushMinutes((Date.parse(next!.at) - Date.now()) / 60_000 - HOUR / 2);
  expect(await counts(SOC, ANA)).toMatchObject({ 'due-soon': 1, mine: 1 });
});

it('a list that somebody needs again is kept under a name, on the command line too', async () => {
  const demarc = (...args: string[]) => runDemarc(stack.apiUrl, ['--as', ANA, ...args]);
  const save = ['--search', 'lodz', '--state', 'acknowledged', '--shared'];
  expect(await demarc('view', 'save', 'from lodz', SOC, ...save)).toMatchObject({ code: 0 });
  const list = await demarc('view', 'list', SOC);
  expect(list.out).toMatch(/^from lodz +1 +microsoft\/security-operations$/m);
  expect(list.out).toMatch(/^unacknowledged +0 +Unacknowledged$/m);
  const shown = await demarc('queue', SOC, '--view', 'from lodz', '--json');
  expect(shown.json.items).toMatchObject([{ id: alert }]);
  const others = await runDemarc(stack.apiUrl, ['--as', DANA, 'queue', '--view', 'from lodz']);
  expect([others.code, others.err]).toEqual([3, expect.stringContaining('no view "from lodz"')]);
  expect((await demarc('view', 'delete', 'from lodz', SOC, '--shared')).code).toBe(0);
  expect((await demarc('queue', SOC, '--view', 'from lodz')).code).toBe(3);
  const search = await demarc('queue', 'all', '--search', 'MMD-1111 mulder', '--json');
  expect(search.json.items).toMatchObject([{ id: alert }]);
});
