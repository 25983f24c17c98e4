import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ReplayLine, replayLine, shippedPolicies, shippedPolicyText } from '@demarc/contracts';
import { compilePolicy } from '@demarc/domain';
import { OURS, THEIRS, day, keepDecided, on } from '../../../../libs/store/fixtures/a-history.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { signedIn } from '../../../../test/harness/people.js';

const ALL_OF_THEM = { from: '2026-10-01', to: '2026-11-01' };
/** What differs from the policy that decided: alerts on MMD devices. */
const CANDIDATE = `version: candidate
title: The customer answers security alerts on MMD devices too
extends: 2021-08-08
clauses:
  - id: MS-4
    title: The customer answers them, and nobody is told
    when: { kind: [security], device: [mmd] }
    owner: customer
    queue: customer/security
    contactArea: security
    inform: { queue: microsoft/operations, when: never }
    actions: []
    yieldsTo: [ACCOUNT-SEC]
`;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
  const [oldest] = await shippedPolicies();
  const policy = { compiled: compilePolicy(oldest!), because: 'the default of every tenant' };
  await keepDecided(api.store, on('ours', OURS), policy, day(4));
  await keepDecided(api.store, on('theirs', THEIRS), policy, day(5));
  await keepDecided(api.store, on('both', OURS, THEIRS), policy, day(6));
  await keepDecided(api.store, { ...on('foreign', OURS), tenant: 'fabrikam' }, policy, day(7));
}, 60_000);
afterAll(() => api.stop());

const ask = (json: object) => api.ask('POST', '/v1/policies/replay', { json });
const begin = async (json: object, signal: AbortSignal | null = null) =>
  fetch(`${api.service.url}/v1/policies/replay`, {
    method: 'POST',
    headers: await signedIn({ 'content-type': 'application/json' }),
    body: JSON.stringify(json),
    signal,
  });
async function replay(json: object): Promise<readonly ReplayLine[]> {
  const answer = await begin(json);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((line) => replayLine.parse(JSON.parse(line)));
}
const changed = (lines: readonly ReplayLine[]) =>
  lines.flatMap((line) => (line.type === 'change' ? [[line.title, line.changes]] : [])).toSorted();

/** Every row of every table, with the transaction that wrote it last. */
async function everything(): Promise<unknown> {
  const tables = await api.store.query<{ name: string }[]>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const rows = tables.map(({ name }) =>
    api.store.query(`select '${name}' as name, xmin::text, ctid::text from ${name}`),
  );
  return Promise.all(rows);
}

describe('a replay', () => {
  test('of the policy that decided changes nothing', async () => {
    const candidate = (await shippedPolicyText()).replace('2021-08-08', 'copy');
    const lines = await replay({ candidate, ...ALL_OF_THEM });
    expect(changed(lines)).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ type: 'totals', decisions: 5, incidents: 5, incidentsChanged: 0 });
  });

  test('lists each incident that would change, then the totals, and leaves every row as it was', async () => {
    const before = await everything();
    const lines = await replay({ candidate: CANDIDATE, ...ALL_OF_THEM });
    expect(changed(lines)).toEqual([
      ['title of both', ['notices', 'split']],
      ['title of both', ['owner', 'notices', 'split']],
      ['title of foreign', ['owner', 'notices']],
      ['title of ours', ['owner', 'notices']],
    ]);
    expect(lines.at(-1)).toMatchObject({
      type: 'totals',
      candidate: 'candidate',
      decisions: 5,
      incidentsChanged: 4,
      changes: { owner: 3, split: 2 },
      clauses: expect.arrayContaining([{ from: 'MS-4', to: 'MS-4', decisions: 3, incidents: 3 }]),
    });
    expect(await everything()).toEqual(before);
  });

  test('looks at one tenant and one time only', async () => {
    const one = { candidate: CANDIDATE, from: '2026-10-04', to: '2026-10-05' };
    expect(changed(await replay(one))).toEqual([['title of ours', ['owner', 'notices']]]);
    const foreign = { candidate: CANDIDATE, ...ALL_OF_THEM, tenant: 'fabrikam' };
    expect(changed(await replay(foreign))).toEqual([['title of foreign', ['owner', 'notices']]]);
  });

  test.each([
    ['a candidate that is no policy', { candidate: 'nonsense: true', ...ALL_OF_THEM }, 422],
    [
      'a candidate whose lint finds something',
      { candidate: CANDIDATE.replace('ACCOUNT-SEC', 'CU-9'), ...ALL_OF_THEM },
      422,
    ],
    ['a time that ends before it begins', { candidate: CANDIDATE, from: '2026-10-05', to: '2026-10-04' }, 422],
    ['a tenant that is not there', { candidate: CANDIDATE, ...ALL_OF_THEM, tenant: 'nobody' }, 404],
  ])('refuses %s', async (_, json, status) => {
    const answer = await ask(json);
    expect(answer.status).toBe(status);
    expect(answer.json.errors).not.toEqual([]);
  });

  test('waits for its turn when two run, and a client that goes ends its own', async () => {
    const connections = () =>
      api.store.query(`select 1 from pg_stat_activity where application_name = 'demarc-replay'`);
    // Nothing can be read while the table is locked.
    const runner = api.store.createQueryRunner();
    await runner.query('begin');
    await runner.query('lock table incidents in access exclusive mode');
    const going = new AbortController();
    const json = { candidate: CANDIDATE, ...ALL_OF_THEM };
    const clients = [1, 2].map(() => begin(json, going.signal).catch(() => 'gone'));
    await eventually('two replays to read', async () => (await connections()).length === 2);
    expect(await ask(json)).toMatchObject({ status: 503 });
    going.abort();
    expect(await Promise.all(clients)).toEqual(['gone', 'gone']);
    await runner.query('rollback');
    await runner.release();
    await eventually('their connections to end', async () => (await connections()).length === 0);
    expect(changed(await replay(json))).toHaveLength(4);
  });
});
