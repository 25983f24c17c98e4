import { ROUTES } from '@demarc/contracts';
import { KEY_PURPOSES } from '@demarc/domain';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addProvider } from '../harness/tenant-kit.js';
import { type Asker, ROLES_OF_CUSTOMERS, ROLES_OF_MICROSOFT, ask, blindOf, roleOf } from './sweep/askers.js';
import { USED_KEY, keysOf, marksOf, nothingLike, plant, targetOf } from './sweep/planted.js';
import { type Aimed, aimedAt, unaimed } from './sweep/requests.js';
import { rowsOf } from './sweep/rows.js';

const OWN = 'contoso';
const ADMIN = { as: `customer:${OWN}/admin` };
const FOREIGN = 'fabrikam';
const ownMarks = marksOf('WOMBAT');
const foreignMarks = marksOf('QUOKKA');
/** Beginnings of words, as a search takes them, that are no marks themselves. */
const BEGINNINGS = ['QUOKK', 'WOMBA', FOREIGN];
/** So many that none is used up in its minute. */
const KEYS = { publish: 1, read: 8, respond: 60 } as const;
const SWEEP_BUDGET_MS = 300_000;

let stack: Stack;
beforeAll(async () => {
  // Whoever is refused as often as here would wait for a minute.
  stack = await startStack({ DEMARC_REFUSALS_PER_ADDRESS: '0' });
  await addProvider(stack);
  await plant(stack, OWN, ownMarks);
  await plant(stack, FOREIGN, foreignMarks);
}, 120_000);
afterAll(() => stack.stop());

const hear = (asker: Asker, aimed: Aimed) => ask(stack.apiUrl, asker, aimed, USED_KEY);

/** What an asker came upon that it must not: the request and the word. */
async function found(asker: Asker, requests: readonly Aimed[], forbidden: readonly string[]): Promise<string[]> {
  const finds: string[] = [];
  for (const aimed of requests) {
    const { status, text } = await hear(asker, aimed);
    // What asks for itself by name says nothing.
    const told = text.replaceAll(aimed.path, '');
    const word = forbidden.find((one) => told.includes(one));
    if (word) finds.push(`${asker.name}: ${aimed.method} ${aimed.path} (${status}) tells ${word}`);
    if (status >= 500) finds.push(`${asker.name}: ${aimed.method} ${aimed.path} ends with ${status}`);
  }
  return finds;
}

/** Requests that are answered otherwise about what there is than about what there is not. */
async function told(asker: Asker, real: readonly Aimed[], none: readonly Aimed[]): Promise<string[]> {
  const differences: string[] = [];
  for (const [index, aimed] of real.entries()) {
    const other = none[index]!;
    const names = [...aimed.names, ...other.names].flatMap((name) => [name, encodeURIComponent(name)]);
    const plain = (text: string) =>
      names.reduce((sofar, name) => sofar.replaceAll(name, '*'), text).replaceAll(/key \d+/g, 'key');
    const [one, two] = [await hear(asker, aimed), await hear(asker, other)];
    if (one.status === 429) differences.push(`${asker.name} asked too often for ${aimed.path}`);
    if (one.status !== two.status || plain(one.body) !== plain(two.body))
      differences.push(
        `${asker.name}: ${aimed.method} ${aimed.path} is answered ${one.status} ${one.body.slice(0, 300)}, and ${two.status} ${two.body.slice(0, 300)} when there is none`,
      );
  }
  return differences;
}

let asking: Promise<readonly Asker[]> | undefined;
const customers = (): Promise<readonly Asker[]> => (asking ??= makeCustomers());

async function makeCustomers(): Promise<readonly Asker[]> {
  const people = await Promise.all(ROLES_OF_CUSTOMERS.map((role) => roleOf(role, OWN)));
  const keys = await Promise.all(
    KEY_PURPOSES.map(async (purpose) => {
      const tokens = await keysOf(stack, OWN, purpose, ADMIN, KEYS[purpose]);
      return { name: `a key to ${purpose}`, tokens };
    }),
  );
  return [...people, ...keys];
}

it(
  'each mark is there to be found',
  async () => {
    const everything = [
      aimedAt(await targetOf(stack, OWN, ownMarks)),
      aimedAt(await targetOf(stack, FOREIGN, foreignMarks)),
      unaimed([]),
    ];
    const reads = everything.flat().filter(({ method }) => method === 'GET');
    const heard = async (asker: Asker) => {
      let all = '';
      for (const aimed of reads) all += (await hear(asker, aimed)).text;
      return all;
    };
    const lead = await heard(await roleOf('soc-lead', OWN));
    for (const marks of [ownMarks, foreignMarks])
      for (const word of [
        `${marks.any} printer`,
        `${marks.security} worm`,
        `${marks.security} desk`,
        `550 no ${marks.security} digest`,
        `${marks.internal} suspects`,
        `${marks.internal} broken`,
      ])
        expect(lead).toContain(word);
    const admin = await heard(await roleOf('customer-admin', OWN));
    for (const word of [
      `${ownMarks.any} printer`,
      `${ownMarks.security} theft`,
      `${ownMarks.security} desk`,
      `PC-${ownMarks.any}`,
    ])
      expect(admin).toContain(word);
  },
  SWEEP_BUDGET_MS,
);

it(
  "a customer's people and systems find nothing of another customer, and nothing that is among Microsoft",
  async () => {
    const before = await rowsOf(stack.store, FOREIGN);
    const foreign = await targetOf(stack, FOREIGN, foreignMarks);
    const [aimed, none] = [aimedAt(foreign), aimedAt(nothingLike(foreign))];
    const own = aimedAt(await targetOf(stack, OWN, ownMarks)).filter(({ method }) => method === 'GET');
    const finds: string[] = [];
    for (const asker of await customers()) {
      finds.push(...(await found(asker, unaimed(BEGINNINGS), [foreignMarks.any, ownMarks.internal])));
      finds.push(...(await found(asker, own, [foreignMarks.any, ownMarks.internal])));
      finds.push(...(await told(asker, aimed, none)));
    }
    console.log(
      `${Object.keys(ROUTES).length} routes, ${aimed.length + own.length + unaimed(BEGINNINGS).length} requests for each`,
    );
    expect(finds).toEqual([]);
    await everythingTold(stack);
    expect(await rowsOf(stack.store, FOREIGN)).toEqual(before);
  },
  SWEEP_BUDGET_MS,
);

it(
  'what another customer has changes no count and no list of anybody else',
  async () => {
    const askers = (await customers()).slice(0, 4);
    const listed = async () => {
      const bodies = [];
      for (const asker of askers)
        for (const aimed of unaimed([])) bodies.push([asker.name, aimed.path, (await hear(asker, aimed)).body]);
      // Moments, and the place in a feed that all share.
      return JSON.stringify(bodies).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|id: \d+/g, '*');
    };
    const before = await listed();
    for (const title of ['more', 'and more'])
      await stack.publish(`events.${FOREIGN}.operational.incident`, {
        title: `${foreignMarks.any} ${title}`,
        area: 'printing',
      });
    await everythingTold(stack);
    expect(await listed()).toBe(before);
  },
  SWEEP_BUDGET_MS,
);

const securityRows = async () => [
  await rowsOf(stack.store, OWN, 'security'),
  await rowsOf(stack.store, FOREIGN, 'security'),
];

/** What somebody comes upon who sees nothing of security. */
async function foundOfSecurity(asker: Asker, tenant: string, marks: typeof ownMarks): Promise<readonly string[]> {
  const secure = [ownMarks.security, foreignMarks.security];
  const real = await targetOf(stack, tenant, marks, 'security');
  const aimed = aimedAt(real).filter(({ names, method }) => method === 'GET' || names.length > 1);
  const incidents = (all: readonly Aimed[]) => all.filter(({ path }) => /^\/v1\/(incidents|events)\/./.test(path));
  return [
    ...(await found(asker, aimed, secure)),
    ...(await told(asker, incidents(aimedAt(real)), incidents(aimedAt({ ...nothingLike(real), tenant })))),
  ];
}

it(
  'who has no security role finds nothing of security, and changes nothing of it',
  async () => {
    const secure = [ownMarks.security, foreignMarks.security];
    const operations = await roleOf('mmd-operations', OWN);
    const made = await keysOf(stack, 'microsoft', 'read', { authorization: `Bearer ${operations.tokens[0]}` }, 6);
    const key = { name: 'a key of somebody without', tokens: made };
    const before = await securityRows();
    // There is something to be found and changed.
    for (const table of ['incidents', 'notices', 'deliveries', 'contacts', 'on_call_schedules'])
      expect(before.filter((rows) => rows[table]!.startsWith('0 rows'))).toEqual([]);
    const finds: string[] = [];
    for (const asker of [operations, key]) {
      finds.push(...(await found(asker, unaimed(BEGINNINGS), secure)));
      finds.push(...(await foundOfSecurity(asker, OWN, ownMarks)));
      finds.push(...(await foundOfSecurity(asker, FOREIGN, foreignMarks)));
    }
    expect(finds).toEqual([]);
    expect(await securityRows()).toEqual(before);
  },
  SWEEP_BUDGET_MS,
);

it(
  "nor does a customer's own who may not see it, also of two tenants and of the other one with it",
  async () => {
    const secure = [ownMarks.security, foreignMarks.security];
    const before = await securityRows();
    const finds: string[] = [];
    for (const asker of await blindOf(OWN, FOREIGN)) {
      finds.push(...(await found(asker, unaimed(BEGINNINGS), secure)));
      finds.push(...(await foundOfSecurity(asker, OWN, ownMarks)));
    }
    expect(finds).toEqual([]);
    expect(await securityRows()).toEqual(before);
  },
  SWEEP_BUDGET_MS,
);

it(
  'an auditor changes nothing, and who is nobody, or was, is told nothing',
  async () => {
    const real = aimedAt(await targetOf(stack, OWN, ownMarks));
    const before = await rowsOf(stack.store, OWN);
    const auditor = await roleOf('auditor', OWN);
    for (const aimed of real.filter(({ method }) => method !== 'GET')) await hear(auditor, aimed);
    expect(await rowsOf(stack.store, OWN)).toEqual(before);

    const [gone] = await keysOf(stack, OWN, 'read', ADMIN, 1);
    await stack.store.query('update api_keys set revoked_at = now() where key_id = $1::uuid', [gone!.split('_')[1]]);
    const words = [ownMarks.any, foreignMarks.any];
    for (const asker of [
      { name: 'nobody', tokens: [] },
      { name: 'a revoked key', tokens: [gone!] },
    ]) {
      expect(await found(asker, [...real, ...unaimed([])], words)).toEqual([]);
      const closed = [...real, ...unaimed([])].filter(({ route }) => ROUTES[route].allows !== 'anyone');
      const statuses = new Set<number>();
      for (const aimed of closed) statuses.add((await hear(asker, aimed)).status);
      expect([...statuses]).toEqual([401]);
    }
    expect(ROLES_OF_MICROSOFT).toContain('auditor');
  },
  SWEEP_BUDGET_MS,
);
