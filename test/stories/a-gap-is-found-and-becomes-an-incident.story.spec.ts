import { STREAMS } from '@demarc/contracts';
import { routerConfig, startRouter } from '@demarc/router';
import { type RunningService, readConfig } from '@demarc/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { incidentOf, incidentTitled, queueOf } from '../harness/look.js';
import { metricOf } from '../harness/metrics.js';
import { asService } from '../harness/service-roles.js';
import { countOf, everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const EVENTS = 'Reconciliation: events that were committed are not there';
const SKIPPED = 'Reconciliation: messages left the stream of events and nobody settled them';

let stack: Stack;
let second: RunningService | undefined;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(async () => {
  await second?.stop();
  await stack.stop();
});

const reconcile = (...args: string[]) => runDemarc(stack.apiUrl, ['reconcile', ...args, '--as', 'microsoft/alex']);
/** Lets the time pass after which a gap is told of, and a router look. */
async function aMinuteLater(): Promise<void> {
  stack.clock.pushMinutes(2);
  await reconcile();
}

it('while nothing is missing, nothing is told', async () => {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE));
  await stack.publish('events.contoso.operational.incident', report({ title: 'Printer is on fire', area: 'printing' }));
  await stack.publish('events.contoso.security.graph-alert', 'no json');
  await everythingTold(stack);
  await aMinuteLater();
  const looked = await reconcile('--all');
  expect(looked).toMatchObject({ code: 0, out: expect.stringContaining('Nothing is missing.') });
  expect(await countOf(stack, 'gaps')).toBe(0);
  expect(await metricOf(second?.url ?? stack.urls.router, 'demarc_reconcile_gaps')).toBe(0);
  expect((await runDemarc(stack.apiUrl, ['status'])).out).toMatch(/Missing +nothing, looked at through/);
});

it('a deleted event is found, becomes an incident that the customer does not see, and ends it when it is back', async () => {
  await stack.store.query('create table backup as select * from events');
  const [deleted] = await stack.store.query<{ event_id: string }[]>(
    `with gone as (delete from events where normalised->>'title' = 'Printer is on fire' returning event_id)
     select event_id from gone`,
  );
  stack.clock.pushMinutes(1);
  const looked = await reconcile();
  expect(looked.code).toBe(1);
  expect(looked.out).toContain('event-missing');
  expect(looked.out).toContain(`${deleted!.event_id}, of contoso`);
  expect(await queueOf(stack, 'microsoft/operations')).toEqual([]);

  await aMinuteLater();
  const { id } = await incidentTitled(stack, EVENTS);
  const incident = await incidentOf(stack, id);
  expect(incident).toMatchObject({ tenant: 'contoso', queue: 'microsoft/operations', internal: true, severity: 'A' });
  const [told] = await stack.store.query<{ description: string }[]>(
    `select normalised->>'description' as description from events where normalised->>'title' = $1`,
    [EVENTS],
  );
  expect(told?.description).toContain(deleted!.event_id);
  const asCustomer = await stack.http.get(`/v1/incidents/${id}`, { as: 'customer/dana' });
  expect(asCustomer.status).toBe(404);
  expect(await metricOf(stack.urls.router, 'demarc_reconcile_gaps', { kind: 'event-missing' })).toBe(1);
  expect((await runDemarc(stack.apiUrl, ['status'])).out).toContain('1 (demarc reconcile)');

  await stack.store.query('insert into events select * from backup where event_id = $1', [deleted!.event_id]);
  await aMinuteLater();
  await eventually('the incident to be over', async () => (await incidentOf(stack, id)).state === 'resolved');
  await everythingTold(stack);
  expect((await reconcile()).code).toBe(0);
});

it('a message that somebody took out of the stream is found by its sequence, and a person closes what cannot be mended', async () => {
  await stack.router.stop();
  await stack.publish('events.contoso.operational.incident', report({ title: 'Never routed', area: 'printing' }));
  const manager = await jetstreamManager(stack.bus);
  const { state } = await manager.streams.info(STREAMS.events.name);
  await manager.streams.deleteMessage(STREAMS.events.name, state.last_seq);
  second = await startRouter(readConfig(routerConfig, asService('router', stack.env)), { clock: stack.clock });

  const looked = await reconcile('--json');
  expect(looked.code).toBe(1);
  const [gap] = looked.json['gaps'] as { id: string; kind: string; what: string }[];
  expect(gap).toMatchObject({ kind: 'message-skipped', what: expect.stringMatching(`^EVENTS@.* ${state.last_seq}$`) });
  await aMinuteLater();
  const incident = await incidentTitled(stack, SKIPPED);
  expect(incident).toMatchObject({ tenant: 'microsoft', queue: 'microsoft/operations', internal: true });

  const accepted = await reconcile('accept', gap!.id, '--because', 'contoso sent it again');
  expect(accepted).toMatchObject({ code: 0 });
  await aMinuteLater();
  await eventually('the incident to be over', async () => (await incidentOf(stack, incident.id)).state === 'resolved');
  await everythingTold(stack);
  expect((await reconcile('--all')).code).toBe(0);
});

it('what is missing is for Microsoft alone to see', async () => {
  const answers = ['', 'customer/dana', 'microsoft/alex'].map(async (as) =>
    stack.http.get('/v1/reconciliation', { as }),
  );
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 403, 200]);
});
