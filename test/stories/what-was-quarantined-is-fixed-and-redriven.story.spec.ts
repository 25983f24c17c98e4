import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { QuarantineDetail, QuarantinePreview, QuarantineRedriveView, QuarantineView } from '@demarc/contracts';
import { routerConfig, startRouter } from '@demarc/router';
import { type RunningService, readConfig } from '@demarc/runtime';
import { report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { heldBy, incidentTitled } from '../harness/look.js';
import { countOf, everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { asService } from '../harness/service-roles.js';
import { addCustomer, addProvider } from '../harness/tenant-kit.js';

const ANA = { as: 'microsoft/ana' };
const BOB = { as: 'microsoft/bob' };
const DAY_MINUTES = 24 * 60;

let stack: Stack;
let second: RunningService;
beforeAll(async () => {
  stack = await startStack();
  second = await startRouter(readConfig(routerConfig, asService('router', stack.env)), { clock: stack.clock });
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(async () => {
  await second.stop();
  await stack.stop();
});

const listed = async (query: string) =>
  (await stack.http.get<{ items: QuarantineView[] }>(`/v1/quarantine?limit=200&${query}`)).body.items;

/** Waits for the one message of a publisher to be quarantined. */
async function quarantined(subject: string, body: object | string, source: string): Promise<QuarantineView> {
  await stack.publish(subject, body, { 'Ce-Source': source });
  return eventually(`the message of ${source} to be quarantined`, async () => (await listed(`source=${source}`))[0]);
}

async function redrive(which: object, as: object = {}, headers = ANA): Promise<QuarantineRedriveView> {
  const begun = await stack.http.post<QuarantineRedriveView>('/v1/quarantine/redrive', { which, as }, headers);
  expect(begun.status).toBe(202);
  if (begun.body.asked === 0) return begun.body;
  return eventually('the redrive to end', async () => {
    const { body } = await stack.http.get<QuarantineRedriveView>(`/v1/quarantine/redrives/${begun.body.id}`);
    return body.underWay === 0 && body;
  });
}

const detailOf = async (id: string) => (await stack.http.get<QuarantineDetail>(`/v1/quarantine/${id}`)).body;

it('a tenant that was not known is added, and all it had sent becomes events: in order, and once', async () => {
  const MESSAGES = 250;
  const ids = Array.from({ length: MESSAGES }, (_, n) => `report-${n}`);
  const send = async () => {
    for (const id of ids)
      await stack.publish('events.fabrikam.operational.incident', report({ id, title: `Of ${id}` }));
    await everythingRouted(stack);
  };
  await send();
  expect(await countOf(stack, 'quarantine', `reason = 'unknown-tenant' and state = 'waiting'`)).toBe(MESSAGES);
  await addCustomer(stack, 'fabrikam');
  const all = { all: { tenant: 'fabrikam' } };
  const preview = await stack.http.post<QuarantinePreview>('/v1/quarantine/redrive/preview', { which: all }, ANA);
  expect(preview.body).toMatchObject({ count: MESSAGES });
  expect(preview.body.items.every(({ readable }) => readable)).toBe(true);
  expect(await countOf(stack, 'events', `tenant_id = 'fabrikam'`)).toBe(0);

  const [one, other] = await Promise.all([redrive(all), redrive(all, {}, BOB)]);
  expect([one.asked, other.asked].toSorted((a, b) => a - b)).toEqual([0, MESSAGES]);
  expect(one.redriven + other.redriven).toBe(MESSAGES);
  const rows = await stack.store.query<{ id: string }[]>(
    `select source_event_id as id from events where tenant_id = 'fabrikam' order by event_id`,
  );
  expect(rows.map(({ id }) => id)).toEqual(ids);
  expect((await redrive(all)).asked).toBe(0);

  // And the publisher, who heard of nothing, sends all of it again.
  await send();
  expect(await countOf(stack, 'events', `tenant_id = 'fabrikam'`)).toBe(MESSAGES);
  const [newest] = await listed('tenant=fabrikam&state=redriven');
  const { history, tenant } = await detailOf(newest!.id);
  const incident = await incidentTitled(stack, `Of ${ids.at(-1)!}`);
  expect({ tenant, history }).toMatchObject({
    tenant: 'fabrikam',
    history: [{ what: 'redriven', events: [{ id: ids.at(-1), incidents: [incident.id] }] }],
  });
});

it('a message on the wrong subject is redriven as what it is', async () => {
  const wrong = [
    ['events.contoso.operational.smoke-signal', 'wrong:format', { format: 'incident' }],
    ['events.contoso.rumour.incident', 'wrong:kind', { kind: 'operational' }],
    ['events.contso.operational.incident', 'wrong:tenant', { tenant: 'contoso' }],
    ['events.contoso.operational', 'wrong:envelope', { format: 'incident' }],
  ] as const;
  for (const [subject, source, as] of wrong) {
    const { id } = await quarantined(subject, report({ title: `From ${source}` }), source);
    expect(await redrive({ ids: [id] }, as)).toMatchObject({ asked: 1, redriven: 1, refused: 0 });
    expect(await incidentTitled(stack, `From ${source}`)).toMatchObject({ tenant: 'contoso' });
    expect((await detailOf(id)).history).toMatchObject([{ by: 'microsoft/ana', what: 'redriven', as }]);
  }
});

it('what is still unreadable waits again and says what it was tried as; what is not needed is set aside with its reason', async () => {
  const { id } = await quarantined('events.contoso.operational.incident', '{"title": "cut off', 'torn');
  const tried = await runDemarc(stack.apiUrl, ['quarantine', 'redrive', id, '--as-kind', 'change', '--as', ANA.as]);
  expect(tried).toMatchObject({ code: 1, out: expect.stringContaining('0 of 1 message became events') });
  const shown = await runDemarc(stack.apiUrl, ['quarantine', 'show', id]);
  expect(shown.out).toMatch(/line 1, column 19\n.*\{"title": "cut off\n +\^/);
  expect(shown.out).toContain('microsoft/ana redrove it as kind change, in vain: not-json');

  const discard = ['quarantine', 'discard', id, '--because', 'The publisher sent it again'];
  expect(await runDemarc(stack.apiUrl, [...discard, '--as', 'customer/dana'])).toMatchObject({ code: 1 });
  expect(await runDemarc(stack.apiUrl, [...discard, '--as', 'microsoft/bob'])).toMatchObject({ code: 0 });
  expect(await listed('source=torn')).toEqual([]);
  expect(await detailOf(id)).toMatchObject({
    state: 'discarded',
    workedBy: 'microsoft/bob',
    history: [{ what: 'refused' }, { what: 'discarded', because: 'The publisher sent it again' }],
  });
  const recorded = `tenant_id = 'contoso' and actor = 'microsoft/bob' and action = 'quarantine.discard'`;
  expect(await countOf(stack, 'audit_entries', recorded)).toBe(1);
});

it('what nobody works is warned of a week before it goes, in the queue of Microsoft’s operations, and leaves its record', async () => {
  const { id, streamSeq } = await quarantined('events.contoso.operational.incident', '[]', 'forgotten');
  stack.clock.pushMinutes(24 * DAY_MINUTES);
  const warned = await incidentTitled(stack, 'Quarantined messages of contoso are about to go');
  await heldBy(stack, warned.id, 'microsoft/operations');
  const { out } = await runDemarc(stack.apiUrl, ['status']);
  expect(out).toContain('1 quarantined messages of contoso are let go within 7 days');

  stack.clock.pushMinutes(7 * DAY_MINUTES);
  await eventually('it to be let go', async () => (await detailOf(id)).state === 'expired');
  expect(await detailOf(id)).toMatchObject({
    raw: null,
    bytes: '[]'.length + 'ce-source'.length + 'forgotten'.length,
    streamSeq,
    reason: 'not-in-format',
  });
  await eventually('the incident to be closed', async () => {
    return (await countOf(stack, 'incidents', `incident_id = $1 and state = 'resolved'`, [warned.id])) === 1;
  });
});
