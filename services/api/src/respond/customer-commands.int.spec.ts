import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CustomerReply, REQUESTS, customerReply } from '@demarc/contracts';
import { type NatsConnection, connectBus, readConfig } from '@demarc/runtime';
import { newId } from '@demarc/store';
import { aNotice, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents } from '../../fixtures/an-incident.js';
import { apiConfig } from '../config.js';
import { startApi } from '../start-api.js';
import { anOfferedIncident } from '../../fixtures/an-offer.js';

let api: TestApi;
let bus: NatsConnection;
beforeAll(async () => {
  api = await startTestApi();
  bus = await connectBus(api.servers.natsUrl, 'customer');
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(async () => {
  await bus.close();
  await api.stop();
});

async function ask(body: unknown, tenant = 'contoso'): Promise<CustomerReply> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await bus.request(REQUESTS.customerCommands(tenant), payload, { timeout: 10_000 });
  return customerReply.parse(reply.json());
}

const refusal = (code: string, detail: unknown = expect.any(String)) => ({
  ok: false,
  problem: { type: `urn:demarc:problem:${code}`, detail, instance: 'commands.customer.contoso' },
});

it('an offer is accepted, and another refused with its reason', async () => {
  const [one, two] = [anOfferedIncident(), anOfferedIncident()];
  await keepIncidents(api.store, [one, two]);
  expect(await ask({ command: 'accept', incident: one.reference, by: 'itsm' })).toMatchObject({
    ok: true,
    incident: { id: one.id, queue: 'customer/security', acknowledgedBy: 'customer/itsm' },
  });
  expect(await ask({ command: 'refuse', incident: two.id, by: 'itsm', body: {} })).toMatchObject(
    refusal('invalid-content', expect.stringContaining('body.reason')),
  );
  expect(
    await ask({ command: 'refuse', incident: two.id, by: 'itsm', body: { reason: 'not our device' } }),
  ).toMatchObject({
    ok: true,
    incident: { offer: null, refusals: 1 },
    changes: [
      { type: 'incident.offer-refused', because: 'not our device', actor: { party: 'customer', name: 'itsm' } },
    ],
  });
});

it('whatever cannot be carried out is answered with its problem', async () => {
  const foreign = anIncident({ tenant: 'fabrikam' });
  const own = anIncident();
  await keepIncidents(api.store, [foreign, own]);
  expect(await ask('accept it please')).toMatchObject(refusal('not-json'));
  expect(await ask('')).toMatchObject(refusal('not-json'));
  expect(await ask([])).toMatchObject(refusal('invalid-content'));
  expect(await ask({ command: 'merge', incident: own.id, by: 'itsm' })).toMatchObject(refusal('invalid-content'));
  expect(await ask({ command: 'acknowledge', incident: own.id })).toMatchObject(refusal('invalid-content'));
  expect(await ask({ command: 'acknowledge', incident: own.id, by: 'a\nb' })).toMatchObject(refusal('invalid-content'));
  expect(await ask({ command: 'acknowledge', incident: foreign.id, by: 'itsm', tenant: 'fabrikam' })).toMatchObject(
    refusal('not-found'),
  );
  expect(await ask({ command: 'accept', incident: own.id, by: 'itsm' })).toMatchObject(refusal('wrong-state'));
  const long = { command: 'comment', incident: own.id, by: 'itsm', body: { text: 'x'.repeat(300_000) } };
  expect(await ask(long)).toMatchObject(refusal('too-large'));
});

it('the same asked again under its key is done once', async () => {
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  const asked = {
    command: 'comment',
    incident: incident.id,
    by: 'itsm',
    body: { text: 'on it' },
    idempotencyKey: newId(),
  };
  const first = await ask(asked);
  expect(first).toMatchObject({ ok: true, incident: { revision: 2 } });
  expect(await ask(asked)).toEqual(first);
  expect(await ask({ ...asked, body: { text: 'other' } })).toMatchObject(refusal('idempotency-key-reused'));
});

it('a notice is acknowledged through nats', async () => {
  const notice = aNotice({ incidentId: null });
  await keepNotices(api.store, [notice]);
  expect(await ask({ command: 'acknowledge-notice', notice: notice.id, by: 'itsm' })).toMatchObject({
    ok: true,
    acknowledgement: { by: 'customer/itsm', through: 'nats' },
  });
});

it('a command that nobody waits for is not carried out', async () => {
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  const asked = { command: 'acknowledge', incident: incident.id, by: 'itsm' };
  bus.publish(REQUESTS.customerCommands('contoso'), JSON.stringify(asked));
  // One connection's messages are read in their order: once this is answered, that one was looked at.
  expect(await ask({ ...asked, command: 'comment', body: { text: 'later' } })).toMatchObject({
    ok: true,
    incident: { state: 'new', revision: 2 },
  });
});

it('of several apis one carries it out, and one that stops answers first what it has taken', async () => {
  const other = await startApi(readConfig(apiConfig, { ...api.env, DEMARC_API_PORT: '0' }));
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  const said = Array.from({ length: 30 }, (_, n) => `remark ${n}`);
  const replies = said.map((text) => ask({ command: 'comment', incident: incident.id, by: 'itsm', body: { text } }));
  await bus.flush();
  await Promise.all([other.stop(), ...replies]);
  expect(await Promise.all(replies)).toMatchObject(said.map(() => ({ ok: true })));
  const { json } = await api.ask('GET', `/v1/incidents/${incident.id}`, {
    headers: { as: 'customer/dana' },
  });
  expect(json.incident.revision).toBe(1 + said.length);
});
