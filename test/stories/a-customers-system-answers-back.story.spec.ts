import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  type CommandAnswerBody,
  type CustomerReply,
  type Problem,
  REQUESTS,
  type RespondView,
} from '@demarc/contracts';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { heldBy, incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const THEIRS = 'customer/security';
const ANA = 'microsoft/ana';

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

const demarc = (...args: string[]) => runDemarc(stack.apiUrl, [...args, '--as', ANA, '--json']);
/** A customer's own admin makes a key for its system. */
const adds = (tenant: string) =>
  runDemarc(stack.apiUrl, ['key', 'add', tenant, 'itsm', '--as', `customer:${tenant}/admin`, '--json']);

/** An alert that is the SOC's, and offered to the customer. */
async function offered(title: string): Promise<string> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  const { id } = await incidentTitled(stack, title);
  await heldBy(stack, id, 'microsoft/security-operations');
  await desk.act(id, 'offer', ANA, { to: THEIRS, reason: 'The device left MMD' });
  return id;
}

async function ask(body: unknown, tenant = 'contoso'): Promise<CustomerReply> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return (await stack.bus.request(REQUESTS.customerCommands(tenant), payload, { timeout: 10_000 })).json();
}

it('with a key it reads an incident as the customer, accepts it, and knows of its notice, until the key is revoked', async () => {
  const id = await offered('Accepted with a key');
  const made = await adds('contoso');
  expect(made.code).toBe(0);
  const { key, id: keyId } = made.json as { key: string; id: string };
  const withKey = { authorization: `Bearer ${key}` };
  const { status, body: seen } = await stack.http.get<RespondView>(`/v1/respond/${id}`, withKey);
  expect(status).toBe(200);
  expect(seen.incident).toMatchObject({ id, offer: { to: THEIRS } });
  const offer = seen.notices.find(({ kind }) => kind === 'offer')!;
  const known = await stack.http.post(`/v1/respond/notices/${offer.id}/acknowledge`, undefined, withKey);
  expect(known.body).toMatchObject({ acknowledgement: { by: 'customer/itsm', through: 'http' }, repeated: false });
  const accepted = await stack.http.post<CommandAnswerBody>(`/v1/respond/${id}/accept`, undefined, withKey);
  expect(accepted.body.incident).toMatchObject({ queue: THEIRS, acknowledgedBy: 'customer/itsm' });
  await desk.told('soc', 'offer-answer', id);

  const listed = await demarc('key', 'list', 'contoso');
  expect(listed.json.items).toMatchObject([{ id: keyId, name: 'itsm', lastUsedAt: expect.any(String) }]);
  expect(listed.out).not.toContain(key);
  expect(await demarc('key', 'revoke', 'contoso', keyId)).toMatchObject({ code: 0 });
  const refused = await stack.http.post<Problem>(`/v1/respond/${id}/resolve`, {}, withKey);
  expect(refused).toMatchObject({ status: 401, body: { type: 'urn:demarc:problem:bad-key' } });
});

it('a key opens nothing of another customer, and asks for no more than sixty requests a minute', async () => {
  const id = await offered('Not for fabrikam');
  const { key } = (await adds('fabrikam')).json as { key: string };
  const withKey = { authorization: `Bearer ${key}` };
  expect(await stack.http.get(`/v1/respond/${id}`, withKey)).toMatchObject({ status: 404 });
  expect(await stack.http.post(`/v1/respond/${id}/accept`, {}, withKey)).toMatchObject({ status: 404 });
  for (let n = 2; n < 60; n += 1) await stack.http.get(`/v1/respond/${id}`, withKey);
  const { status, headers } = await stack.http.get(`/v1/respond/${id}`, withKey);
  expect([status, headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect((await desk.read(id)).body.incident.offer).not.toBeNull();
});

it('over NATS it accepts one, refuses another with its reason, and is told what it did wrong', async () => {
  const [one, two] = [await offered('Accepted over NATS'), await offered('Refused over NATS')];
  expect(await ask({ command: 'accept', incident: one, by: 'itsm' })).toMatchObject({
    ok: true,
    incident: { id: one, queue: THEIRS },
  });
  const refusal = { command: 'refuse', incident: two, by: 'itsm', body: { reason: 'not our device' } };
  expect(await ask(refusal, 'fabrikam')).toMatchObject({ ok: false, problem: { status: 404 } });
  expect(await ask(refusal)).toMatchObject({ ok: true, incident: { offer: null, refusals: 1 } });
  const [told] = await desk.told('soc', 'offer-answer', two);
  expect(told!.json.data.notice.details).toMatchObject({
    answer: 'refused',
    by: 'customer/itsm',
    reason: 'not our device',
  });
  expect(await ask('{"command":')).toMatchObject({ ok: false, problem: { type: 'urn:demarc:problem:not-json' } });
  expect(await ask({ command: 'delete', incident: two, by: 'itsm' })).toMatchObject({
    ok: false,
    problem: { type: 'urn:demarc:problem:invalid-content' },
  });
});
