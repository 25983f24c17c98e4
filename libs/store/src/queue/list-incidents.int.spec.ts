import { type Incident, INCIDENT_STATES, KINDS, PARTIES, QUEUES, SEVERITIES, instantOf } from '@demarc/domain';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { fillIncidents } from '../../../../test/bench/fill-incidents.js';
import { NEWEST_MS } from '../../../../test/bench/incident-maker.js';
import { SeededRandom } from '../../../../test/harness/seeded-random.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { countIncidents } from './count-incidents.js';
import type { IncidentFilter } from './incident-filter.js';
import type { IncidentOrder } from './incident-order.js';
import { listIncidents } from './list-incidents.js';

/** More than are looked at before the index of words is asked. */
const INCIDENTS = 6_000;
const HOUR_MS = 3_600_000;
const SORTS: readonly IncidentOrder[] = [
  '-openedAt',
  'openedAt',
  'severity',
  '-lastActivityAt',
  'lastActivityAt',
  'nextDueAt',
];

let servers: Servers;
let store: DataSource;
let all: readonly Incident[];
let named: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
  await fillIncidents(store, INCIDENTS);
  await store.query(
    `update incidents set named = array['name:pc-' || (abs(hashtext(incident_id::text)) % 40), 'user:dana']`,
  );
  const keys = await store.query<{ id: string; named: string[] }[]>('select incident_id as id, named from incidents');
  named = new Map(keys.map(({ id, named: those }) => [id, those]));
  all = (await store.query<{ document: Incident }[]>('select document from incidents')).map(({ document }) => document);
}, 120_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

/** Ids of the first `most`, read in pages of 50. */
async function listed(filter: IncidentFilter, sort: IncidentOrder, most: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listIncidents(store, filter, sort, { limit: 50, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null && ids.length < most);
  return ids.slice(0, most);
}

function expected(isIn: (incident: Incident) => boolean, sort: IncidentOrder, most: number): readonly string[] {
  const direction = sort.startsWith('-') ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const keys = ({ id, openedAt, lastActivityAt, severity, dues }: Incident): readonly string[] => {
    if (sort === 'severity') return [severity, openedAt, id];
    if (sort === 'nextDueAt') return [dues[0]?.at ?? '9', id];
    return [sort.endsWith('openedAt') ? openedAt : lastActivityAt, id];
  };
  const sorted = all.filter(isIn).sort((a, b) => {
    const [left, right] = [keys(a), keys(b)];
    const at = left.findIndex((key, place) => key !== right[place]);
    return at === -1 ? 0 : direction * compare(left[at]!, right[at]!);
  });
  return sorted.slice(0, most).map(({ id }) => id);
}

interface Condition {
  readonly filter: IncidentFilter;
  readonly holds: (incident: Incident) => boolean;
}

/** Some fields of a filter, drawn, with what each means said of the document. */
function drawn(chance: SeededRandom): Condition {
  const some = <Item>(items: readonly Item[]) => chance.shuffled(items).slice(0, chance.between(1, items.length));
  const dueBy = instantOf(NEWEST_MS - 24 * HOUR_MS);
  const flag = chance.next() < 0.5;
  const from = instantOf(NEWEST_MS - chance.between(24, 600) * HOUR_MS);
  const until = instantOf(NEWEST_MS - chance.between(1, 24) * HOUR_MS);
  const possible: Condition[] = [
    is('queue', chance.pick(QUEUES), ({ queue }) => queue),
    is('party', chance.pick(PARTIES), ({ party }) => party),
    is('tenant', chance.pick(['customer-0', 'customer-1', 'customer-200']), ({ tenant }) => tenant),
    among('state', some(INCIDENT_STATES), ({ state }) => state),
    among('state', INCIDENT_STATES.slice(0, 3), ({ state }) => state),
    among('severity', some(SEVERITIES), ({ severity }) => severity),
    among('kind', some(KINDS), ({ kind }) => kind),
    among('area', some(['vpn', 'endpoint', 'hardware', 'other']), ({ area }) => area),
    is('assignee', chance.pick(['dana', 'm.dupont', 'nobody', null]), ({ assignee }) => assignee),
    among('offeredTo', ['microsoft/operations'], ({ offer }) => offer?.to ?? ''),
    { filter: { dueBy }, holds: ({ dues }) => dues.length > 0 && dues[0]!.at <= dueBy },
    {
      filter: { named: ['name:pc-1', 'entra:pc-1', 'name:pc-30'] },
      holds: ({ id }) => ['name:pc-1', 'name:pc-30'].some((key) => named.get(id)!.includes(key)),
    },
    {
      filter: { acknowledgedFrom: from, acknowledgedUntil: until },
      holds: ({ acknowledgedAt: at }) => at !== null && at >= from && at < until,
    },
    { filter: { resolvedFrom: from }, holds: ({ resolvedAt: at }) => at !== null && at >= from },
    { filter: { resolvedUntil: until }, holds: ({ resolvedAt: at }) => at !== null && at < until },
    { filter: { snoozed: flag }, holds: ({ snoozed }) => (snoozed !== null) === flag },
    { filter: { breached: flag }, holds: ({ timers }) => (timers['first-response']?.breached ?? false) === flag },
    { filter: { linked: flag }, holds: ({ linked }) => linked.length > 0 === flag },
    { filter: { review: flag }, holds: ({ review }) => review.length > 0 === flag },
    { filter: { provisional: flag }, holds: ({ provisional }) => provisional === flag },
  ];
  // Of two of the same field the later one counts, and only it is looked at.
  const chosen = chance.shuffled(possible).slice(0, chance.between(0, 4));
  const byField = new Map(chosen.map((one) => [Object.keys(one.filter)[0]!, one]));
  return {
    filter: Object.assign({}, ...[...byField.values()].map(({ filter }) => filter)) as IncidentFilter,
    holds: (incident) => [...byField.values()].every(({ holds }) => holds(incident)),
  };
}

function is(field: keyof IncidentFilter, value: unknown, of: (incident: Incident) => unknown): Condition {
  return { filter: { [field]: value }, holds: (incident) => of(incident) === value };
}

function among(
  field: keyof IncidentFilter,
  values: readonly unknown[],
  of: (incident: Incident) => unknown,
): Condition {
  return { filter: { [field]: values }, holds: (incident) => values.includes(of(incident)) };
}

describe('a list', () => {
  const chance = new SeededRandom(7);
  test.each(Array.from({ length: 60 }, () => ({ sort: chance.pick(SORTS), drawn: drawn(chance) })))(
    'has what its filter says, in its order, over its pages: $sort, $drawn.filter',
    async ({ sort, drawn: { filter, holds } }) => {
      expect(await listed(filter, sort, 220)).toEqual(expected(holds, sort, 220));
    },
  );

  it('of a customer has nothing that is internal to Microsoft', async () => {
    const [incident] = all;
    const seen = async (internal: boolean) =>
      (await listed({ internal, tenant: incident!.tenant }, '-openedAt', INCIDENTS)).includes(incident!.id);
    const change = (internal: boolean) =>
      store.query(
        `update incidents set document = document || jsonb_build_object('internal', $2::boolean) where incident_id = $1`,
        [incident!.id, internal],
      );
    await change(true);
    expect([await seen(false), await seen(true)]).toEqual([false, true]);
    await change(false);
    expect(await seen(false)).toBe(true);
  });
});

describe('a search', () => {
  const words = (incident: Incident) =>
    `${incident.title} ${incident.about}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const hasWord = (incident: Incident, word: string) =>
    words(incident)
      .split(/[^\p{L}\p{N}]+/u)
      .some((one) => one.startsWith(word));

  test.each([
    ['suspicious', {}],
    ['SUSP', { state: ['resolved'] as const }],
    ['Zürich', {}],
    ['zurich vpn', { state: ['new', 'acknowledged', 'waiting'] as const }],
    ['cafe malmo', { state: ['resolved'] as const }],
    ['cafe', { queue: 'customer/app-packaging' as const }],
    ['kiosk', { party: 'customer' as const, tenant: 'customer-0' }],
    ['nosuchthing', {}],
    ['suspicious nosuchthing', { severity: ['A'] as const }],
  ])('for %s finds all of it and nothing else: %j', async (q, filter) => {
    const terms = q.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(' ');
    const narrowed = (incident: Incident) =>
      Object.entries(filter).every(([field, value]) => [value].flat().includes(incident[field as 'queue']));
    for (const sort of SORTS) {
      const found = expected(
        (incident) => narrowed(incident) && terms.every((term) => hasWord(incident, term)),
        sort,
        120,
      );
      expect(await listed({ ...filter, q }, sort, 120)).toEqual(found);
    }
  });

  it('for a phrase finds only what says it so', async () => {
    const titled = (phrase: string) =>
      expected(({ title }) => title.toLowerCase().includes(phrase), '-openedAt', 1_000);
    expect(await listed({ q: '"hidden file"' }, '-openedAt', 1_000)).toEqual(titled('hidden file'));
    expect(await listed({ q: '"file hidden"' }, '-openedAt', 1_000)).toEqual([]);
    expect(await listed({ q: 'file hidden' }, '-openedAt', 1_000)).toEqual(titled('hidden file'));
  });
});

it('counts many lists at once, and none further than wanted', async () => {
  const chance = new SeededRandom(11);
  const some = [...Array.from({ length: 25 }, () => drawn(chance)), { filter: {}, holds: () => true }];
  const searched: Condition = {
    filter: { q: 'suspicious', state: ['resolved'] },
    holds: ({ title, state }) => title.startsWith('Suspicious') && state === 'resolved',
  };
  const lists = [...some, searched];
  const counts = await countIncidents(
    store,
    lists.map(({ filter }) => filter),
    300,
  );
  expect(counts).toEqual(lists.map(({ holds }) => Math.min(300, all.filter(holds).length)));
  expect(counts).toContain(300);
  expect(await countIncidents(store, [], 300)).toEqual([]);
});
