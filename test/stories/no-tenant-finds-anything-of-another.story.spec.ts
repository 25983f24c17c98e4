import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ACKNOWLEDGE_NOTICE,
  type HttpRoute,
  REQUESTS,
  RESPONSES,
  ROUTES,
  type RouteName,
  STREAMS,
} from '@demarc/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { type Stack, startStack } from '../harness/stack.js';
import { addProvider } from '../harness/tenant-kit.js';
import { type Answered, allOf, allReadOf, askAt } from './tenants/ask.js';
import { type Asker, blind, customer, mayAsk, partner, provider, strangers, withKey } from './tenants/askers.js';
import { countsFor } from './tenants/counts.js';
import { plantLeftovers } from './tenants/leftovers.js';
import { type Place, absent, nameless } from './tenants/place.js';
import { type Class, type Owner, planted, placeOf, plantEveryday, plantGuarded, plantInner } from './tenants/plant.js';
import { type Probe, isBroad } from './tenants/probe.js';
import { PROBES } from './tenants/probes.js';
import { rowsNaming, tablesOfTenants } from './tenants/rows.js';

const OURS: Owner = { tenant: 'contoso', word: 'zqown' };
const THEIRS: Owner = { tenant: 'fabrikam', word: 'zqforeign' };
const NAMES = Object.keys(ROUTES) as RouteName[];
const routeOf = (name: RouteName): HttpRoute => ROUTES[name];

let stack: Stack;
let places: Readonly<Record<'ours' | 'theirs', Readonly<Record<Class, Place>>>>;
let counted: readonly (readonly [before: string, after: string])[];
/** Of contoso, which looks for what is of fabrikam; those who do not see security; and whom nobody knows. */
let customers: readonly Asker[];
let blinded: readonly Asker[];
let operations: Asker;
let unknown: readonly Asker[];
let roles: readonly Asker[];
beforeAll(async () => {
  // Whoever is refused as often as here would have to wait.
  stack = await startStack({ DEMARC_REFUSALS_PER_ADDRESS: '0' });
  await addProvider(stack);
  await stack.http.post('/v1/tenants', { tenant: 'tailspin' });
  await plantEveryday(stack, OURS);
  const [admin, all] = [await customer('contoso', 'customer-admin'), await provider('soc-lead', 'service-manager')];
  operations = await provider('mmd-operations');
  const key = (maker: Asker, purpose: 'publish' | 'read' | 'respond') => withKey(stack, maker, 'contoso', purpose);
  unknown = await strangers(stack, admin, 'contoso');
  blinded = [await blind('contoso'), await key(operations, 'read'), await key(operations, 'respond')];
  customers = [
    await customer('contoso', 'customer-ops'),
    admin,
    await partner('contoso'),
    await key(admin, 'publish'),
    await key(admin, 'read'),
    await key(admin, 'respond'),
  ];
  roles = [
    all,
    await provider('soc-analyst'),
    await provider('auditor'),
    await withKey(stack, all, 'microsoft', 'read'),
    operations,
    await withKey(stack, operations, 'microsoft', 'read'),
  ];
  const withoutSecurity = await countsFor(stack, blinded);
  await plantGuarded(stack, OURS);
  const withoutOthers = await countsFor(stack, customers);
  await plantEveryday(stack, THEIRS);
  await plantGuarded(stack, THEIRS);
  for (const owner of [OURS, THEIRS]) await plantInner(stack, owner);
  counted = [
    [withoutSecurity, await countsFor(stack, blinded)],
    [withoutOthers, await countsFor(stack, customers)],
  ];
  // From here on nothing moves but by what is asked.
  await stack.router.stop();
  await stack.notifier.stop();
  const of = async (owner: Owner) => {
    const inner = await placeOf(stack, owner, 'inner');
    const left = await plantLeftovers(stack, owner, inner.incident);
    const guarded = await placeOf(stack, owner, 'guarded');
    return { everyday: await placeOf(stack, owner, 'everyday', left), guarded, inner };
  };
  places = { ours: await of(OURS), theirs: await of(THEIRS) };
}, 120_000);
afterAll(() => stack.stop());

/** Every probe of every door about a place. */
function* everyDoor(at: Place): Generator<{ name: RouteName; probe: Probe }> {
  for (const name of NAMES) for (const probe of PROBES[name](at, places.ours.everyday)) yield { name, probe };
}

/** What somebody was told that is not for them, as a line each. */
function told(who: Asker, name: RouteName, answer: Answered, at: Place, hidden: RegExp): string[] {
  // What it was asked with is no news to whoever asked.
  const said = Object.values(at).reduce((left, known) => left.replaceAll(known, ''), allReadOf(answer));
  const found = new Set(said.match(new RegExp(`\\w*(?:${hidden.source})\\w*`, 'g')));
  return found.size > 0 ? [`${who.name} was told ${[...found].join(', ')} by ${name} (${answer.status})`] : [];
}

/** Whose answers are never the same twice, whatever they are asked about. */
const NEVER_TWICE: ReadonlySet<RouteName> = new Set(['signIn', 'metrics', 'status', 'replayPolicy', 'verifyAudit']);

/** Where two texts begin to differ. */
function difference(seen: string, expected: string): string {
  let at = 0;
  while (at < seen.length && seen[at] === expected[at]) at += 1;
  const [one, other] = [seen, expected].map((text) => text.slice(Math.max(0, at - 60), at + 160));
  return `${one} <> ${other}`;
}

/** Everything that a customer's own system can ask over NATS, about a place. */
const customerCommands = ({ incident, reference, notice }: Place): readonly object[] => [
  ...RESPONSES.flatMap((command) =>
    [incident, reference].map((name) => {
      const body = { text: 'hello there', reason: 'hello there' };
      return { command, incident: name, by: 'itsm', body };
    }),
  ),
  { command: ACKNOWLEDGE_NOTICE, notice, by: 'itsm' },
];

async function request(command: object): Promise<string> {
  const subject = REQUESTS.customerCommands(OURS.tenant);
  return (await stack.bus.request(subject, JSON.stringify(command), { timeout: 10_000 })).string();
}

/** About a thing, rather than about all of a tenant. */
const isNarrow = ({ params = {} }: Probe): boolean => Object.keys(params).some((name) => name !== 'tenant');

interface Search {
  readonly who: Asker;
  /** What somebody names that is not for them, and words that they must not be told. */
  readonly at: Place;
  readonly hidden: RegExp;
  /** Only what names a thing: about tenants they may ask. */
  readonly narrow?: boolean;
}

/** Asks at every door about what is hidden and about what is not there. Answers whatever told the two apart. */
async function search({ who, at, hidden, narrow = false }: Search): Promise<string[]> {
  const nowhere = absent(narrow ? at.tenant : undefined);
  const other = [...everyDoor(nowhere)];
  const found: string[] = [];
  for (const [index, { name, probe }] of [...everyDoor(at)].entries()) {
    if (narrow && isBroad(name, probe)) continue;
    const answer = await askAt(stack, name, probe, who);
    found.push(...told(who, name, answer, at, hidden));
    const { allows } = routeOf(name);
    if (allows !== 'anyone' && !mayAsk(who, allows)) {
      const status = who.grants.length > 0 ? 403 : 401;
      if (answer.status !== status) found.push(`${who.name} got ${answer.status} from ${name}, not ${status}`);
      continue;
    }
    if (NEVER_TWICE.has(name)) continue;
    const without = await askAt(stack, name, other[index]!.probe, who);
    const [seen, expected] = [nameless(allOf(answer), at), nameless(allOf(without), nowhere)];
    if (seen !== expected) found.push(`${who.name} at ${name} ${JSON.stringify(probe)}: ${difference(seen, expected)}`);
  }
  return found;
}

/** Several searches at once, since most of each is waiting. */
const searchAll = async (searches: readonly Search[]): Promise<string[]> =>
  (await Promise.all(searches.map(search))).flat();

describe('before anybody looks', () => {
  it('every door has its probes', () => {
    expect(Object.keys(PROBES).toSorted()).toEqual([...NAMES].toSorted());
  });

  it('the other tenant has something in every table that holds something of tenants', async () => {
    const rows = await rowsNaming(stack, [
      THEIRS.tenant,
      ...Object.values(places.theirs).map(({ incident }) => incident),
    ]);
    const empty = (await tablesOfTenants(stack)).filter((table) => rows.get(table)!.length === 0);
    expect(empty).toEqual([]);
  });

  it('who sees everything sees all of it', async () => {
    const seen = new Set<string>();
    const { ours, theirs } = places;
    const looks: (readonly [Asker, Place])[] = [
      ...[...Object.values(ours), ...Object.values(theirs)].map((at) => [roles[0]!, at] as const),
      [await customer('contoso', 'customer-admin', 'dana'), ours.everyday],
      [await customer('fabrikam', 'customer-admin', 'dana'), theirs.everyday],
    ];
    for (const [who, at] of looks) {
      for (const { name, probe } of everyDoor(at)) {
        if (routeOf(name).method !== 'GET' || (at !== ours.everyday && at !== theirs.everyday && !isNarrow(probe)))
          continue;
        const said = allReadOf(await askAt(stack, name, probe, who));
        for (const [word] of said.matchAll(/zq(?:own|foreign)(?:everyday|guarded|inner)[a-z]+/g)) seen.add(word);
      }
    }
    expect([...planted].filter((word) => !seen.has(word))).toEqual([]);
  });
});

describe('somebody of a tenant', () => {
  it('counts the same whatever others have, and what is not for them', () => {
    for (const [before, after] of counted) expect(after).toBe(before);
  });

  it('finds nothing of another, and changes nothing of it', async () => {
    const before = await rowsNaming(stack, [THEIRS.tenant]);
    const { everyday, guarded } = places.theirs;
    const hidden = /zqforeign|zqowninner/;
    expect(
      await searchAll([
        ...[...customers, ...blinded, ...unknown].map((who) => ({ who, at: everyday, hidden })),
        { who: customers[1]!, at: guarded, hidden },
      ]),
    ).toEqual([]);
    expect(await rowsNaming(stack, [THEIRS.tenant])).toEqual(before);
    const { streams } = await jetstreamManager(stack.bus);
    const { state } = await streams.info(STREAMS.events.name, { subjects_filter: `events.${THEIRS.tenant}.>` });
    expect(state.subjects ?? {}).toEqual({});
  });

  it('finds nothing by the commands of its systems over NATS either', async () => {
    const found: string[] = [];
    for (const at of [places.theirs.everyday, places.theirs.guarded, places.ours.inner]) {
      const nowhere = absent(at.tenant === OURS.tenant ? OURS.tenant : undefined);
      const before = await rowsNaming(stack, [at.incident]);
      const [asked, without] = [customerCommands(at), customerCommands(nowhere)];
      for (const [index, command] of asked.entries()) {
        const [seen, expected] = [await request(command), await request(without[index]!)];
        if (nameless(seen, at) !== nameless(expected, nowhere)) found.push(difference(seen, expected));
        if (seen.includes('"ok":true')) found.push(`${JSON.stringify(command)} was carried out`);
      }
      expect(await rowsNaming(stack, [at.incident])).toEqual(before);
    }
    expect(found).toEqual([]);
  });

  it('finds nothing of what is internal to Microsoft, and changes nothing of it', async () => {
    const at = places.ours.inner;
    const before = await rowsNaming(stack, [at.incident]);
    const hidden = /zqforeign|zqowninner/;
    const askers = [...customers.filter(({ name }) => !name.includes('publish')), blinded[0]!];
    expect(await searchAll(askers.map((who) => ({ who, at, hidden, narrow: true })))).toEqual([]);
    expect(await rowsNaming(stack, [at.incident])).toEqual(before);
  });

  it('is shown nothing else beside what is theirs', async () => {
    const found: string[] = [];
    const { everyday, guarded } = places.ours;
    const looks = customers.filter((_, at) => at % 2 === 0).map((who) => [who, everyday] as const);
    for (const [who, at] of [...looks, [customers[1]!, guarded] as const]) {
      for (const { name, probe } of everyDoor(at)) {
        if (routeOf(name).method !== 'GET') continue;
        found.push(...told(who, name, await askAt(stack, name, probe, who), at, /zqforeign|zqowninner/));
      }
    }
    expect(found).toEqual([]);
  });
});

it('who does not see security finds nothing of it, and changes nothing of it', async () => {
  const [ours, theirs] = [places.ours.guarded, places.theirs.guarded];
  const incidents = [ours.incident, theirs.incident];
  const before = await rowsNaming(stack, incidents);
  const [hidden, narrow] = [/guarded/, true];
  expect(
    await searchAll([
      ...blinded.map((who) => ({ who, at: ours, hidden, narrow })),
      ...roles.slice(-2).map((who) => ({ who, at: theirs, hidden, narrow })),
    ]),
  ).toEqual([]);
  expect(await rowsNaming(stack, incidents)).toEqual(before);
});
