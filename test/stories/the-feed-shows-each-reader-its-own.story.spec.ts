import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type IncidentMessage, announceChange } from '@demarc/contracts';
import type { Incident, IncidentChange } from '@demarc/domain';
import { type FeedClient, followFeed } from '../harness/feed-client.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addProvider } from '../harness/tenant-kit.js';
import { type Asker, blind, customer, headersOf, partner, provider, withKey } from './tenants/askers.js';
import { type Class, type Owner, plantEveryday, plantGuarded, plantInner, wordOf } from './tenants/plant.js';

const OURS: Owner = { tenant: 'contoso', word: 'zqown' };
const THEIRS: Owner = { tenant: 'fabrikam', word: 'zqforeign' };
const AT = '2026-11-27T10:00:00.000Z' as IncidentChange['at'];

let stack: Stack;
const incidents = new Map<string, Incident>();
const clients: FeedClient[] = [];
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await stack.http.post('/v1/tenants', { tenant: 'tailspin' });
  for (const owner of [OURS, THEIRS]) {
    for (const plant of [plantEveryday, plantGuarded, plantInner]) await plant(stack, owner);
    for (const is of ['everyday', 'guarded', 'inner'] as const)
      incidents.set(wordOf(owner, is, 'title'), await incidentTitled(stack, wordOf(owner, is, 'title')));
  }
  // From here on nothing is told but by this story.
  await stack.router.stop();
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.leave();
  await stack.stop();
});

async function follow(who: Asker, given: { query?: string; lastEventId?: string } = {}): Promise<FeedClient> {
  const client = await followFeed(stack.apiUrl, { ...given, headers: { as: '', ...headersOf(who) } });
  clients.push(client);
  return client;
}

/** Tells of a comment on an incident, as the relay does. */
async function tell(owner: Owner, is: Class, more: object = {}): Promise<void> {
  const incident = incidents.get(wordOf(owner, is, 'title'))!;
  const change = {
    type: 'incident.commented',
    at: AT,
    actor: { party: 'microsoft', name: 'ana' },
    text: 'hello',
    visibility: 'both',
    ...more,
  } as IncidentChange;
  const { subject, body } = announceChange({ ...incident, ...more }, change);
  await stack.publish(subject, body);
}

/** All there is to hear of: each class of both tenants, and what is said within a party. */
async function tellAll(): Promise<void> {
  for (const owner of [THEIRS, OURS]) for (const is of ['inner', 'guarded'] as const) await tell(owner, is);
  await tell(OURS, 'guarded', { queue: 'microsoft/operations' });
  await tell(OURS, 'everyday', { visibility: 'own-party' });
  await tell(OURS, 'everyday', { visibility: 'own-party', actor: { party: 'customer', name: 'dana' } });
  await tell(THEIRS, 'everyday');
}

const saidOf = ({ incident, actor, onlyFor }: IncidentMessage): string =>
  `${incident.title}${incident.queue === 'microsoft/operations' && incident.kind === 'security' ? ' at operations' : ''}${onlyFor ? ` within ${actor.party}` : ''}`;
const heard = (client: FeedClient): readonly string[] =>
  client.received.flatMap(({ data }) => (data ? [saidOf(data)] : []));
/** What comes last is for everybody: who has it, has all that was told before. */
const last = async (client: FeedClient, count: number): Promise<readonly string[]> => {
  await client.waitFor(
    ({ data }) => data?.incident.title === wordOf(OURS, 'everyday', 'title') && !data.onlyFor,
    count,
  );
  return heard(client);
};

const OWN = [
  'zqownguardedtitle',
  'zqownguardedtitle at operations',
  'zqowneverydaytitle within customer',
  'zqowneverydaytitle',
];
const AT_OPERATIONS = OWN.slice(1);

it('each reader hears what is theirs, whoever else is told of, and again when they come back', async () => {
  const admin = await customer('contoso', 'customer-admin');
  const [microsoft, operations] = [await provider('soc-analyst'), await provider('mmd-operations')];
  const everything = [
    'zqforeigninnertitle',
    'zqforeignguardedtitle',
    'zqowninnertitle',
    'zqownguardedtitle',
    'zqownguardedtitle at operations',
    'zqowneverydaytitle within microsoft',
    'zqforeigneverydaytitle',
    'zqowneverydaytitle',
  ];
  const readers: (readonly [Asker, readonly string[]])[] = [
    [await customer('contoso', 'customer-ops'), OWN],
    [admin, OWN],
    [await partner('contoso'), OWN],
    [await withKey(stack, admin, 'contoso', 'read'), OWN],
    [await blind('contoso'), AT_OPERATIONS],
    [await withKey(stack, operations, 'contoso', 'read'), AT_OPERATIONS],
    [microsoft, everything],
    [await provider('service-manager'), everything],
    [await provider('auditor'), everything],
    [operations, everything.filter((title) => !title.endsWith('guardedtitle'))],
  ];
  const following = await Promise.all(readers.map(async ([who]) => follow(who)));
  await tellAll();
  await tell(OURS, 'everyday');
  for (const [at, [who, own]] of readers.entries())
    expect([who.name, await last(following[at]!, 1)]).toEqual([who.name, own]);
  for (const [at, [who, own]] of readers.entries()) {
    const lastEventId = following[at]!.received[0]!.id;
    const again = await follow(who, { lastEventId });
    expect([who.name, await last(again, 1)]).toEqual([who.name, own]);
    // From the beginning of the stream to where it is: all that was ever told.
    const end = following[at]!.lastEventId();
    const fromTheStart = await follow(who, { lastEventId: '0' });
    await fromTheStart.waitFor(({ id }) => id === end);
    const hidden = own === OWN ? /foreign|inner/ : own === AT_OPERATIONS ? /foreign|inner|guardedtitle$/ : null;
    expect([who.name, heard(fromTheStart).filter((title) => hidden?.test(title))]).toEqual([who.name, []]);
    expect(heard(fromTheStart).length).toBeGreaterThan(own.length);
  }
}, 60_000);

it('nobody follows another tenant by its name, nor without a name of their own', async () => {
  for (const who of [await customer('contoso', 'customer-ops'), await partner('contoso')]) {
    const answers = ['fabrikam', 'nobodys'].map(async (tenant) => {
      const response = await fetch(`${stack.apiUrl}/v1/feed?tenant=${tenant}`, { headers: headersOf(who) });
      return `${response.status} ${(await response.text()).replaceAll(tenant, '<tenant>')}`;
    });
    const [there, not] = await Promise.all(answers);
    expect(there).toBe(not);
    expect(there).toMatch(/^404 /);
  }
  expect((await fetch(`${stack.apiUrl}/v1/feed`)).status).toBe(401);
  const own = await follow(await customer('contoso', 'customer-ops'), { query: '?tenant=contoso&party=customer' });
  await tellAll();
  await tell(OURS, 'everyday');
  expect(await last(own, 1)).not.toContain('zqforeigneverydaytitle');
});

it('on the subject of a customer there is nothing that is internal to Microsoft', async () => {
  const subjects: string[] = [];
  const subscription = stack.bus.subscribe('incidents.customer.>', {
    callback: (_, message) => void subjects.push(`${message.subject} ${message.string()}`),
  });
  await tellAll();
  await tell(OURS, 'everyday');
  await stack.bus.flush();
  subscription.unsubscribe();
  expect(subjects.length).toBeGreaterThan(0);
  expect(subjects.filter((said) => /"internal":true|"onlyFor":"microsoft"/.test(said))).toEqual([]);
});
