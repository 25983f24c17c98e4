import type { AdoptionList, PolicyLint, PolicySummary } from '@demarc/contracts';
import { afterEach, expect, it } from '@jest/globals';
import { type Answers, refuse, reply, runCli, startStandIn } from '../stand-in.fixture.js';

let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

async function run(answers: Answers, argv: readonly string[], input = '') {
  standIn = await startStandIn(answers);
  const ran = await runCli(standIn.url, ['policy', ...argv], { input });
  return { ...ran, asked: standIn.asked };
}

const LINT: PolicyLint = { version: 'contoso-1', title: 'Contoso', clauses: 29, findings: [] };
const PUBLISHED: PolicySummary = {
  version: 'contoso-1',
  title: 'Contoso',
  extends: '2021-08-08',
  publishedOn: '2021-08-08',
  tenant: 'contoso',
  digest: '0123456789abcdef',
  isShipped: false,
  publishedAt: '2026-11-22T10:00:00.0000000Z',
  publishedBy: 'microsoft/ana',
  approvedBy: null,
};
const ADOPTED: AdoptionList = {
  tenant: 'fabrikam',
  items: [
    {
      version: '2021-08-08',
      title: 'August 2021',
      holdsFrom: null,
      adoptedAt: null,
      adoptedBy: null,
      approvedBy: null,
      isInForce: false,
    },
    {
      version: '2023-07-13',
      title: 'July 2023',
      holdsFrom: '2023-07-13T00:00:00.0000000Z',
      adoptedAt: '2026-11-22T10:00:00.0000000Z',
      adoptedBy: 'microsoft/ana',
      approvedBy: null,
      isInForce: true,
    },
  ],
};

const linted = (lint: PolicyLint): Answers => ({
  'POST /v1/policies/lint': (_, response) => reply(response, lint),
  'POST /v1/policies': (_, response) => reply(response, PUBLISHED, {}, 201),
});

it('a policy without findings is published with its very words, for the tenant', async () => {
  const document = 'version: contoso-1\ntitle: Contoso\nextends: 2021-08-08\n';
  const { code, out, asked } = await run(linted(LINT), ['publish', '-', '--tenant', 'contoso'], document);
  expect(code).toBe(0);
  expect(out).toContain('done  contoso-1, Contoso: published for contoso, digest 0123456789abcdef');
  expect(out).toContain('demarc policy adopt contoso-1 --tenant contoso --from <date>');
  expect(asked.map(({ path }) => path)).toEqual(['/v1/policies/lint', '/v1/policies']);
  expect(JSON.parse(asked[1]!.body)).toEqual({ document, tenant: 'contoso' });
});

it('a policy with findings is not published; they are shown as its lint shows them', async () => {
  const finding: PolicyLint['findings'][number] = {
    kind: 'uncovered',
    clauses: [],
    cells: 144,
    where: [{ kind: ['operational'], area: ['printing'] }],
    example: {
      kind: 'operational',
      device: 'mmd',
      area: 'printing',
      handledBy: 'nobody',
      serviceImpact: 'no',
      ring: 'production',
    },
    message: 'No clause owns these facts: add one, or widen one that is there.',
  };
  const { code, out, asked } = await run(linted({ ...LINT, findings: [finding] }), ['publish', '-'], 'version: x');
  expect(code).toBe(1);
  expect(out).toContain('bad   -  contoso-1, 29 clauses over 3024 combinations of facts: 1 finding');
  expect(out).toContain('where kind is operational, area is printing');
  expect(out).toContain('for example kind operational, device mmd, area printing');
  expect(out).toContain('Nothing was published.');
  expect(asked.map(({ path }) => path)).toEqual(['/v1/policies/lint']);
});

it('a file that is no policy ends with 1 and every mistake of it', async () => {
  const mistakes = ['title: is missing', 'clauses: is missing'].map((detail) => ({ field: 'document', detail }));
  const { code, err } = await run(
    {
      'POST /v1/policies/lint': (_, response) =>
        refuse(response, 'invalid-content', 'The policy cannot be read.', mistakes),
    },
    ['publish', '-'],
    'version: x',
  );
  expect(code).toBe(1);
  expect(err).toContain('document: title: is missing\n  document: clauses: is missing');
});

it('adopting says from when, and shows what holds then', async () => {
  const { code, out, asked } = await run(
    { 'POST /v1/tenants/fabrikam/policies': (_, response) => reply(response, ADOPTED, {}, 201) },
    ['adopt', '2023-07-13', '--tenant', 'fabrikam', '--from', '2023-07-13'],
  );
  expect(code).toBe(0);
  expect(JSON.parse(asked[0]!.body)).toEqual({ version: '2023-07-13', holdsFrom: '2023-07-13' });
  expect(out).toContain('done  fabrikam has adopted 2023-07-13, in force from 2023-07-13');
  expect(out).toMatch(/always +2021-08-08 +August 2021 +-/);
  expect(out).toMatch(/2023-07-13 +2023-07-13 +July 2023 +in force/);
});

it('adopting a version that is not there ends with 3 and the words of the problem', async () => {
  const { code, err } = await run(
    {
      'POST /v1/tenants/fabrikam/policies': (_, response) =>
        refuse(response, 'unknown-policy', 'There is no policy x.'),
    },
    ['adopt', 'x', '--tenant', 'fabrikam', '--from', '2023-07-13'],
  );
  expect([code, err]).toEqual([3, expect.stringContaining('There is no policy x.')]);
});

it('the list shows what ships beside what was published, and for a tenant what it adopted', async () => {
  const shipped: PolicySummary = {
    ...PUBLISHED,
    version: '2021-08-08',
    extends: null,
    tenant: null,
    isShipped: true,
    publishedAt: null,
    publishedBy: null,
  };
  const all = await run({ 'GET /v1/policies': (_, response) => reply(response, { items: [shipped, PUBLISHED] }) }, [
    'list',
  ]);
  expect(all.out).toMatch(/2021-08-08 +Contoso +every tenant .*ships with Demarc/);
  expect(all.out).toMatch(/contoso-1 +Contoso +contoso .*2026-11-22 10:00:00 UTC by microsoft\/ana/);
  await standIn!.close();
  const one = await run({ 'GET /v1/tenants/fabrikam/policies': (_, response) => reply(response, ADOPTED) }, [
    'list',
    '--tenant',
    'fabrikam',
  ]);
  expect(one.out).toContain('Policies of fabrikam');
});
