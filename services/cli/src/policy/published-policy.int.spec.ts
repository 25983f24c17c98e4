import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PolicyView } from '@demarc/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Answers, refuse, reply, runCli, startStandIn } from '../stand-in.fixture.js';

const NOBODY_LISTENS = 'http://127.0.0.1:1';

let folder: string;
let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demarc-published-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

const yamlOf = (version: string, base: string) => `version: ${version}\ntitle: Of ${version}\nextends: ${base}\n`;
const CLOCK = { firstResponseMinutes: 60, updateMinutes: 60, hours: '24x7' } as const;
const published = (version: string, base: string): Answers => {
  const view: PolicyView = {
    version,
    title: `Of ${version}`,
    extends: base,
    publishedOn: null,
    tenant: null,
    digest: '0123456789abcdef',
    isShipped: false,
    publishedAt: '2026-11-22T10:00:00.0000000Z',
    publishedBy: 'microsoft/ana',
    approvedBy: null,
    document: yamlOf(version, base),
    clauses: [],
    severity: { high: 'A', medium: 'B', low: 'C', informational: 'C', unknown: 'B' },
    clocks: { A: CLOCK, B: CLOCK, C: CLOCK },
    rows: [],
  };
  return { [`GET /v1/policies/${version}`]: (_, response) => reply(response, view) };
};
/** `contoso-2` extends `contoso-1`, which extends one that ships. */
const TWO: Answers = { ...published('contoso-1', '2021-08-08'), ...published('contoso-2', 'contoso-1') };
const NONE: Answers = {
  'GET /v1/policies/contoso-9': (_, response) => refuse(response, 'unknown-policy', 'There is no policy contoso-9.'),
};

async function policy(answers: Answers, argv: readonly string[]) {
  standIn = await startStandIn(answers);
  const ran = await runCli(standIn.url, ['policy', ...argv]);
  return { ...ran, asked: standIn.asked.map((one) => one.path) };
}
async function file(version: string, base: string): Promise<string> {
  const name = path.join(folder, `${version}.yaml`);
  await writeFile(name, yamlOf(version, base));
  return name;
}

it('a published version is shown, with what it extends asked for too', async () => {
  const { code, out, err, asked } = await policy(TWO, ['show', 'contoso-2']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Who owns what under contoso-2: Of contoso-2');
  expect(asked).toEqual(['/v1/policies/contoso-2', '/v1/policies/contoso-1']);
});

it('a cell of a published version names the owner', async () => {
  const { code, out } = await policy(TWO, ['cell', 'contoso-1', '--device', 'mmd']);
  expect([code, out]).toEqual([0, expect.stringContaining('policy contoso-1')]);
});

it.each(['show', 'lint'])('a file that extends a published version is known to %s', async (verb) => {
  expect(await policy(TWO, [verb, await file('contoso-3', 'contoso-2')])).toMatchObject({ code: 0, err: '' });
});

it('a published base is asked for also when another file needed none', async () => {
  const files = [await file('contoso-4', '2021-08-08'), await file('contoso-5', 'contoso-2')];
  expect(await policy(TWO, ['lint', ...files])).toMatchObject({ code: 0 });
});

it.each(['show', 'cell'])('a version that nobody published ends %s with 3 and the way to the list', async (verb) => {
  const { code, out, err } = await policy(NONE, [verb, 'contoso-9']);
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain('There is no policy contoso-9');
  expect(err).toContain('demarc policy list');
});

it('a version that ships and a file are shown without asking anybody', async () => {
  expect(await policy({}, ['show', '2023-07-13'])).toMatchObject({ code: 0, asked: [] });
  await standIn!.close();
  expect(await policy({}, ['show', await file('contoso-1', '2023-07-13')])).toMatchObject({ code: 0, asked: [] });
});

it('without the API a published version ends with 5, and a file that extends one says what it misses', async () => {
  const named = await runCli(NOBODY_LISTENS, ['policy', 'show', 'contoso-1']);
  expect([named.code, named.err]).toEqual([5, expect.stringContaining('neither a policy that ships nor a file')]);
  const { code, err } = await runCli(NOBODY_LISTENS, ['policy', 'show', await file('contoso-2', 'contoso-1')]);
  expect(code).toBe(1);
  expect(err).toContain('Policies that were published are not known here.');
  expect(err).toContain('there is no policy contoso-1');
});
