import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReplayChangeLine, ReplayLine } from '@demarc/contracts';
import { type Answers, reply, runCli, startStandIn } from '../stand-in.fixture.js';

const OURS: ReplayChangeLine['from'] = {
  party: 'microsoft',
  queue: 'microsoft/security-operations',
  clauseId: 'MS-4',
  policyVersion: '2021-08-08',
  severity: 'B',
  clocks: { firstResponseMinutes: 240, updateMinutes: 480, hours: '24x7' },
  informed: 'customer/security',
  halves: 1,
};
const CHANGE: ReplayChangeLine = {
  type: 'change',
  incidentId: '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e',
  reference: 'INC-7K3Q9-X2M4P',
  tenant: 'contoso',
  title: '=HYPERLINK("x", "y")\u001b[31m',
  state: 'new',
  changes: ['owner', 'clock', 'notices', 'split'],
  from: OURS,
  to: { ...OURS, party: 'customer', queue: 'customer/security', clauseId: 'CU-6', clocks: null, informed: null },
  decisions: 3,
  changed: 2,
};
const PROGRESS: ReplayLine = { type: 'progress', decisions: 5_000, seconds: 0.2, perSecond: 25_000 };
const totals = (incidentsChanged: number): ReplayLine => ({
  type: 'totals',
  candidate: 'candidate',
  decisions: 12_000,
  decisionsChanged: 2,
  incidents: 9_000,
  incidentsChanged,
  changes: { owner: incidentsChanged, queue: 0, clock: 1, notices: 1, severity: 0, split: 1 },
  clauses: [
    { from: 'MS-4', to: 'MS-4', decisions: 11_998, incidents: 8_999 },
    { from: 'MS-4', to: 'CU-6', decisions: 2, incidents: 1 },
  ],
  skipped: { 'older-receipt': 7, 'policy-unknown': 0, 'half-missing': 0, 'not-as-recorded': 0 },
  seconds: 0.5,
});
const WHOLE: readonly ReplayLine[] = [PROGRESS, CHANGE, totals(1)];
const DAYS = ['--from', '2026-10-01', '--to', '2026-10-31'];

const LINT = { version: 'candidate', title: 'Candidate', clauses: 30, findings: [] };
const SOUND: Answers = { 'POST /v1/policies/lint': (_, response) => reply(response, LINT) };

const folder = mkdtempSync(path.join(tmpdir(), 'demarc-replay-'));
const candidate = path.join(folder, 'candidate.yaml');
writeFileSync(candidate, 'version: candidate\n');
let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});
process.once('exit', () => rmSync(folder, { recursive: true }));

async function replay(lines: readonly ReplayLine[], argv: readonly string[] = [], more = {}) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  standIn = await startStandIn({
    ...SOUND,
    'POST /v1/policies/replay': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      // A line comes in two pieces, as lines of long answers do.
      response.write(text.slice(0, 70));
      response.end(text.slice(70));
    },
  });
  const ran = await runCli(standIn.url, ['policy', 'replay', '--candidate', candidate, ...DAYS, ...argv], more);
  return { ...ran, asked: standIn.asked };
}

describe('policy replay', () => {
  it('sends the file and whole days, and lists what would change from what to what', async () => {
    const { code, out, err, asked } = await replay(WHOLE, ['--tenant', 'contoso']);
    expect(JSON.parse(asked.at(-1)!.body)).toEqual({
      candidate: 'version: candidate\n',
      from: '2026-10-01T00:00:00.0000000Z',
      to: '2026-11-01T00:00:00.0000000Z',
      tenant: 'contoso',
    });
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').slice(0, 5)).toEqual([
      'INC-7K3Q9-X2M4P  contoso  =HYPERLINK("x", "y")[31m',
      '  owner     microsoft/security-operations (MS-4) -> customer/security (CU-6)',
      '  clock     first response in 240 min, update every 480 min, 24x7 -> no service level',
      '  notices   customer/security -> nobody',
      '  split     some of its events would go to the other party',
    ]);
    expect(out).toContain('1 of 9,000 incidents would change by candidate.');
    expect(out).toMatch(/MS-4 +the same +11,998 +8,999/);
    expect(out).toMatch(/MS-4 +CU-6 +2 +1/);
    expect(out).toContain('7 decisions could not be replayed: their receipts are of a release');
  });

  it('shows its progress on a terminal, in one line that goes away', async () => {
    const { err } = await replay([PROGRESS, totals(0)], [], { isTerminal: true });
    expect(err).toBe('\r\u001b[2K\u001b[2m5,000 decisions, 25,000 a second\u001b[22m\r\u001b[2K');
  });

  it('is one document with --json', async () => {
    const { out } = await replay(WHOLE, ['--json']);
    expect(JSON.parse(out)).toMatchObject({ tenant: null, changes: [CHANGE], totals: { incidentsChanged: 1 } });
  });

  it('is a row for each incident with --csv, in which no title is a formula', async () => {
    const { out, err } = await replay(WHOLE, ['--csv']);
    const [header, row, ...rest] = out.split('\n');
    expect(header).toMatch(/^reference,tenant,title,state,changes,.*,from_queue,.*,to_queue,.*,to_informed$/);
    expect(row).toMatch(
      /^INC-7K3Q9-X2M4P,contoso,"'=HYPERLINK\(""x"", ""y""\)\[31m",new,owner clock notices split,3,2,/,
    );
    expect(rest).toEqual(['']);
    expect(err).toContain('1 of 9,000 incidents would change');
  });

  it('fails on a change only when it was asked to', async () => {
    expect((await replay(WHOLE, ['--fail-on-change'])).code).toBe(1);
    await standIn?.close();
    expect((await replay([totals(0)], ['--fail-on-change'])).code).toBe(0);
  });

  it.each([
    ['breaks off', [CHANGE, { type: 'failed', detail: 'The database is away.' } as const], 'The database is away.'],
    ['ends before its totals', [CHANGE], 'ended before its totals'],
  ])('says so when the answer %s', async (_, lines, said) => {
    const { code, err } = await replay(lines);
    expect(code).not.toBe(0);
    expect(err).toContain(said);
  });

  it.each([[['--json', '--csv']], [['--from', 'soon']], [['--to', '2026-09-01']]])(
    '%j is no command line',
    async (argv) => {
      const { code, asked } = await replay(WHOLE, argv);
      expect([code, asked]).toEqual([2, []]);
    },
  );

  it('tells what is wrong with the candidate', async () => {
    const finding = {
      kind: 'unreachable',
      clauses: ['MS-4'],
      cells: 7,
      where: [],
      example: null,
      message: 'decides nothing',
    };
    standIn = await startStandIn({
      'POST /v1/policies/lint': (_, response) => reply(response, { ...LINT, findings: [finding] }),
    });
    const { code, out } = await runCli(standIn.url, ['policy', 'replay', '--candidate', candidate, ...DAYS]);
    expect(code).toBe(1);
    expect(out).toContain('decides nothing');
    expect(standIn.asked.map(({ path: asked }) => asked)).toEqual(['/v1/policies/lint']);
  });
});
