import type { ComparedClause, PolicyLint, ProposalDetail, ProposalView } from '@demarc/contracts';
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

const ID = '01a21f2b-4e06-7324-ab34-bd10d9cd52cf';
const DOCUMENT = 'version: contoso-1\ntitle: Contoso\nextends: 2021-08-08\n';
const LINT: PolicyLint = { version: 'contoso-1', title: 'Contoso', clauses: 29, findings: [] };
const PROPOSED: ProposalView = {
  id: ID,
  publishes: true,
  version: 'contoso-1',
  title: 'Contoso',
  tenant: 'contoso',
  holdsFrom: '2027-01-01T00:00:00.0000000Z',
  because: 'as agreed',
  replay: null,
  proposedAt: '2026-11-22T10:00:00.0000000Z',
  proposedBy: 'microsoft/grace',
  expiresAt: '2026-12-06T10:00:00.0000000Z',
  state: 'open',
  decidedAt: null,
  decidedBy: null,
  reason: null,
  isOwn: true,
};
const PRINTING: ComparedClause = {
  id: 'CU-9',
  title: 'Printing',
  source: null,
  quote: null,
  when: { area: ['printing'] },
  queue: 'customer/it-help-desk',
  contactArea: 'it-help-desk',
  inform: { queue: 'microsoft/operations', when: 'never' },
  severity: { rule: 'table' },
  clocks: true,
  actions: [],
  provisional: false,
  yieldsTo: [],
  triedAfter: 'CU-8',
};
const CLOCKS = { firstResponseMinutes: 60, updateMinutes: 120, hours: '24x7' } as const;
const DETAIL: ProposalDetail = {
  ...PROPOSED,
  document: DOCUMENT,
  base: '2021-08-08',
  clauses: [
    { id: 'CU-9', before: PRINTING, after: null, changed: [] },
    {
      id: 'CU-4',
      before: { ...PRINTING, id: 'CU-4' },
      after: {
        ...PRINTING,
        id: 'CU-4',
        inform: { queue: 'microsoft/operations', when: 'always' },
        clocks: false,
        triedAfter: null,
      },
      changed: ['order', 'inform', 'clocks'],
    },
  ],
  severity: [{ reported: 'low', before: 'C', after: 'B' }],
  clocks: [{ severity: 'A', before: CLOCKS, after: { ...CLOCKS, firstResponseMinutes: 240 } }],
  serviceImpact: [{ id: 'NEW', before: null, after: { id: 'NEW', because: 'as agreed', technique: ['T1021'] } }],
  cells: [{ from: 'customer/it-help-desk', to: 'microsoft/operations', cells: 48 }],
  findings: 0,
};
const decided = (state: ProposalView['state'], by: string): ProposalView => ({
  ...PROPOSED,
  state,
  decidedBy: by,
  decidedAt: PROPOSED.proposedAt,
});
const linted = (lint: PolicyLint): Answers => ({
  'POST /v1/policies/lint': (_, response) => reply(response, lint),
  'POST /v1/policy-proposals': (_, response) => reply(response, PROPOSED, {}, 201),
});
const WHY = ['--because', 'as agreed'];

it('a file without findings is proposed with its very words, and it is said what comes next', async () => {
  const argv = ['propose', '-', '--tenant', 'contoso', '--from', '2027-01-01', ...WHY];
  const { code, out, asked } = await run(linted(LINT), argv, DOCUMENT);
  expect(code).toBe(0);
  expect(out).toContain('done  contoso-1, Contoso: proposed, until 2026-12-06');
  expect(out).toContain(`demarc policy approve ${ID}`);
  expect(JSON.parse(asked[1]!.body)).toEqual({
    document: DOCUMENT,
    tenant: 'contoso',
    holdsFrom: '2027-01-01',
    because: 'as agreed',
  });
});

it('a file with findings is not proposed', async () => {
  const finding = {
    kind: 'uncovered',
    clauses: [],
    cells: 2,
    where: [],
    example: null,
    message: 'Nobody owns it.',
  } as const;
  const { code, out, asked } = await run(linted({ ...LINT, findings: [finding] }), ['propose', '-', ...WHY], DOCUMENT);
  expect(code).not.toBe(0);
  expect(out).toContain('Nothing was proposed.');
  expect(asked.map(({ path }) => path)).toEqual(['/v1/policies/lint']);
});

it('a version that is there is proposed to be adopted', async () => {
  const argv = ['propose', '--version', '2023-07-13', '--tenant', 'fabrikam', '--from', '2023-07-13', ...WHY];
  const { asked } = await run(linted(LINT), argv);
  expect(asked.map(({ body }) => JSON.parse(body))).toEqual([
    { version: '2023-07-13', tenant: 'fabrikam', holdsFrom: '2023-07-13', because: 'as agreed' },
  ]);
});

it('what was proposed is listed, and one of it shown with what would be otherwise', async () => {
  const all = await run(
    { 'GET /v1/policy-proposals': (_, response) => reply(response, { persons: 2, items: [PROPOSED] }) },
    ['proposals'],
  );
  expect(all.out).toContain('It takes two persons');
  expect(all.out).toMatch(/contoso-1 +open/);
  await standIn?.close();
  const one = await run({ [`GET /v1/policy-proposals/${ID}`]: (_, response) => reply(response, DETAIL) }, [
    'proposals',
    ID,
  ]);
  expect(one.out).toContain('publishes it and adopts it from 2027-01-01 for contoso');
  for (const line of [
    'CU-9, Printing: gone',
    'decides when: area is printing',
    'tried: after CU-8 -> first',
    'told as well: nobody -> microsoft/operations, always',
    'clocks: run as the severity says -> none run',
    'what is reported as low: C -> B',
    'clocks of severity A: first answer within 1 h, then news every 2 h, around the clock -> first answer within 4 h,',
    'what may impact the service, NEW: none -> technique is T1021 (as agreed)',
  ])
    expect(one.out).toContain(line);
  expect(one.out).toContain('48 combinations of facts go from customer/it-help-desk to microsoft/operations');
});

it('it is approved, refused with a reason, and not by whoever proposed it', async () => {
  const at = `POST /v1/policy-proposals/${ID}`;
  const approved = await run(
    { [`${at}/approve`]: (_, response) => reply(response, decided('approved', 'microsoft/noor')) },
    ['approve', ID],
  );
  expect(approved.out).toContain(
    'contoso-1: published and adopted by contoso from 2027-01-01, proposed by microsoft/grace, approved by microsoft/noor',
  );
  await standIn?.close();
  const refused = await run(
    { [`${at}/refuse`]: (_, response) => reply(response, decided('refused', 'microsoft/noor')) },
    ['refuse', ID, '--because', 'not yet'],
  );
  expect(refused.out).toContain('contoso-1: the proposal is refused');
  expect(JSON.parse(refused.asked[0]!.body)).toEqual({ reason: 'not yet' });
  await standIn?.close();
  const own = await run(
    { [`${at}/approve`]: (_, response) => refuse(response, 'second-person-needed', 'You proposed it yourself.') },
    ['approve', ID],
  );
  expect(own.code).not.toBe(0);
  expect(own.err).toContain('You proposed it yourself.');
});
