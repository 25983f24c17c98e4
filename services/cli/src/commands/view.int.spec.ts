import { type CountedView, shippedViews } from '@demarc/contracts';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { INCIDENT } from '../sample.fixture.js';
import { type Answers, reply, runCli, startStandIn } from '../stand-in.fixture.js';

let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
async function run(answers: Answers, argv: readonly string[]) {
  standIn = await startStandIn(answers);
  return { ...(await runCli(standIn.url, argv)), asked: standIn.asked };
}
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

const own = {
  name: 'late, worst first',
  title: 'late, worst first',
  owner: { kind: 'person', name: 'microsoft/ana' },
  query: { breached: true },
  position: 0,
  savedAt: INCIDENT.openedAt,
  savedBy: 'microsoft/ana',
} as const;
const counted = (view: object, count: CountedView['count']) => ({ ...own, ...view, count });
const [usual] = shippedViews({ party: 'microsoft' });

describe('view list', () => {
  it('says what there is, how much of it, and whose', async () => {
    const items = [
      counted({}, { incidents: 1_000, isMore: true }),
      counted({ name: 'old', title: 'old', owner: { kind: 'queue', name: 'microsoft/operations' } }, null),
      counted({ ...usual, owner: { kind: 'demarc', name: 'microsoft' } }, { incidents: 3, isMore: false }),
    ];
    const { out, asked } = await run({ 'GET /v1/views': (_, response) => reply(response, { items }) }, [
      'view',
      'list',
      'operations',
    ]);
    expect(asked[0]?.path).toBe('/v1/views?queue=microsoft%2Foperations');
    expect(out).toBe(
      'VIEW                   INCIDENTS  OF                    IS\n' +
        'late, worst first          1000+  microsoft/ana\n' +
        'old                save it again  microsoft/operations\n' +
        'mine                           3                        Mine\n',
    );
  });
});

describe('view save', () => {
  const path = `/v1/views/${encodeURIComponent(own.name)}`;
  const answers: Answers = { [`PUT ${path}`]: (_, response) => reply(response, own) };

  it('keeps what a list would be asked by', async () => {
    const narrowed = ['--breached', '--mine', '--due-within', '4h', '--named', 'PC-1, PC-2'];
    const { out, asked } = await run(answers, ['view', 'save', own.name, ...narrowed]);
    expect(out).toBe('saved  late, worst first, for microsoft/ana\n');
    expect([asked[0]?.path, JSON.parse(asked[0]!.body)]).toEqual([
      path,
      {
        query: {
          state: ['new', 'acknowledged', 'waiting'],
          sort: 'severity',
          assignee: '@me',
          breached: true,
          dueWithinMinutes: 240,
          named: ['PC-1', 'PC-2'],
        },
      },
    ]);
  });

  it('for everybody of a queue names the queue', async () => {
    const shared = ['--shared', '--state', 'resolved', '--no-snoozed', '--position', '2'];
    const { asked } = await run(answers, ['view', 'save', own.name, 'operations', ...shared]);
    expect([asked[0]?.path, JSON.parse(asked[0]!.body)]).toEqual([
      `${path}?queue=microsoft%2Foperations`,
      {
        position: 2,
        query: { queue: 'microsoft/operations', state: ['resolved'], sort: '-openedAt', snoozed: false },
      },
    ]);
  });
});

it('view delete forgets one', async () => {
  const answers: Answers = { 'DELETE /v1/views/old': (_, response) => reply(response, { ...own, name: 'old' }) };
  expect(await run(answers, ['view', 'delete', 'old'])).toMatchObject({
    code: 0,
    out: 'deleted  old, of microsoft/ana\n',
  });
});

it('queue --view asks for the view, and for nothing that was not said', async () => {
  const answers: Answers = {
    'GET /v1/incidents': (_, response) => reply(response, { items: [{ ...INCIDENT, muted: null }], next: null }),
  };
  const { out, asked } = await run(answers, ['queue', '--view', 'late, worst first', '--severity', 'A']);
  expect(asked[0]?.path).toBe('/v1/incidents?severity=A&view=late%2C+worst+first');
  expect(out).toContain('late, worst first, all queues: 1 incident');
});

test.each([
  [['view', 'save', 'x', '--shared']],
  [['view', 'delete', 'x', '--shared']],
  [['view', 'save', 'x', 'nowhere']],
  [['queue', '--mine', '--unassigned']],
  [['queue', '--due-within', 'soon']],
  [['queue', '--offered-to', 'nowhere']],
])('%j is no command line', async (argv) => {
  const { code, err, asked } = await run({}, argv);
  expect([code, err, asked]).toEqual([2, expect.stringMatching(/./), []]);
});
