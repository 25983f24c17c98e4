import { afterEach, describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { COMMANDS } from './commands/index.js';
import { ANSWER, VERIFICATION } from './sample-receipt.fixture.js';
import { DETAIL, INCIDENT } from './sample.fixture.js';
import { type Answers, refuse, reply, runCli, startStandIn } from './stand-in.fixture.js';

let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
const REF = INCIDENT.reference;

async function run(answers: Answers, argv: readonly string[], more: Parameters<typeof runCli>[2] = {}) {
  standIn = await startStandIn(answers);
  const ran = await runCli(standIn.url, argv, more);
  return { ...ran, asked: standIn.asked };
}

afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

const incident = {
  [`GET /v1/incidents/${REF}`]: (_, response) => reply(response, DETAIL, { etag: '"4"' }),
} satisfies Answers;
const ack = `POST /v1/incidents/${REF}/acknowledge`;
const done: Answers = {
  ...incident,
  [ack]: (_, response) => reply(response, { incident: INCIDENT, changes: [], opened: null }),
};

describe('exit codes', () => {
  it('0: done', async () => {
    const { code, out, asked } = await run(done, ['ack', REF]);
    expect([code, out]).toEqual([0, `done  ${REF}  acknowledged in microsoft/security-operations\n`]);
    expect(asked.at(-1)?.headers).toMatchObject({ 'if-match': '"4"' });
  });

  it('1: refused, in the words of the problem and with what to do', async () => {
    const answers: Answers = {
      ...incident,
      [ack]: (_, response) => refuse(response, 'not-owner', `${REF} is held by customer/devices`),
    };
    const { code, err, out } = await run(answers, ['ack', REF]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      `demarc: ${REF} is held by customer/devices\nSomebody of the party that holds it can; \`demarc whoami\` shows who you are.\n`,
    );
  });

  it('1: one of several failed, and the others were done', async () => {
    const { code, out, err } = await run(done, ['ack', 'INC-NONE', REF]);
    expect(code).toBe(1);
    expect(out).toContain(`done  ${REF}`);
    expect(err).toContain('Nothing is at /v1/incidents/INC-NONE');
  });

  it.each([
    [['frob']],
    [['queue', 'nowhere']],
    [['queue', '--severity', 'Z']],
    [['ack']],
    [['send', 'x.json']],
    [['queue', '--as', 'nobody']],
    [['queue', '--api', 'ftp://x']],
    [['flag', 'INC-NONE']],
    [['flag', 'INC-NONE', '--impact', 'perhaps']],
    [['notices', 'redrive']],
    [['send', '/no/such/file', '--tenant', 'contoso']],
  ])('2: %j is no command line', async (argv) => {
    const { code, err, asked } = await run({}, argv);
    expect(code).toBe(2);
    expect(err).not.toBe('');
    expect(asked).toEqual([]);
  });

  it('3: no such thing', async () => {
    expect(await run({}, ['show', 'INC-NONE'])).toMatchObject({ code: 3, out: '' });
  });

  it('4: it changed since it was read', async () => {
    const answers: Answers = {
      ...incident,
      [ack]: (_, response) => refuse(response, 'stale', 'It has revision 5 by now'),
    };
    const { code, err } = await run(answers, ['ack', REF]);
    expect([code, err]).toEqual([4, expect.stringContaining('look with `demarc show` and try again')]);
  });

  it('5: the API cannot be reached', async () => {
    const { url, close } = await startStandIn({});
    await close();
    const { code, err } = await runCli(url, ['status']);
    expect([code, err]).toEqual([5, expect.stringContaining(`${url} cannot be reached: nothing listens there`)]);
  });
});

describe('--json', () => {
  it('is one document and nothing else', async () => {
    const { out } = await run(done, ['ack', REF, 'INC-NONE', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      items: [
        { id: REF, ok: true },
        { id: 'INC-NONE', ok: false, error: { exitCode: 3 } },
      ],
    });
  });

  it('is a document also for a failure', async () => {
    const { code, out } = await run({}, ['show', 'INC-NONE', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([
      3,
      { error: { problem: { type: 'urn:demarc:problem:not-found' } } },
    ]);
  });

  it('keeps the remarks on standard error', async () => {
    const accepted = { accepted: [{ messageId: 'm', eventIds: ['e'], duplicate: false }] };
    const answers: Answers = {
      'POST /v1/tenants/contoso/hooks/incident': (_, response) => reply(response, accepted, {}, 202),
    };
    const { out, err, asked } = await run(answers, ['send', '-', '--tenant', 'contoso', '--json'], {
      input: '{"title":"x"}',
    });
    expect(JSON.parse(out)).toEqual({ items: [{ from: '-', ...accepted }] });
    expect(err).toBe('- looks like incident, kind operational\n');
    expect(asked[0]).toMatchObject({
      path: '/v1/tenants/contoso/hooks/incident?kind=operational',
      body: '{"title":"x"}',
    });
  });
});

describe('explain', () => {
  const receipt = `GET /v1/incidents/${REF}/receipt`;
  const verifying = (found: object): Answers => ({
    ...incident,
    [receipt]: (_, response) => reply(response, ANSWER),
    [`${receipt}/verification`]: (_, response) => reply(response, { ...VERIFICATION, ...found }),
  });

  it('answers whose it is and why, and asks for no more than was wanted', async () => {
    const { code, out, asked } = await run(verifying({}), ['explain', REF, '--now']);
    expect([code, out]).toEqual([0, expect.stringContaining(`${REF} is Microsoft's`)]);
    expect(asked.map(({ path }) => path)).toEqual([`/v1/incidents/${REF}`, `/v1/incidents/${REF}/receipt?as=now`]);
  });

  it.each([
    [0, true, 'agrees, byte for byte'],
    [1, false, 'differs from what its inputs give'],
    [1, null, 'cannot be told'],
  ])('ends with %i when the receipt was verified as %s', async (expected, agrees, words) => {
    const { code, out } = await run(verifying({ agrees }), ['explain', REF, '--verify']);
    expect([code, out]).toEqual([expected, expect.stringContaining(words)]);
  });
});

it('flags the impact on the service for exactly what was read', async () => {
  const answers: Answers = {
    ...incident,
    [`POST /v1/incidents/${REF}/service-impact`]: (_, response) =>
      reply(response, { incident: INCIDENT, changes: [], opened: null }),
  };
  const { out, asked } = await run(answers, ['flag', REF, '--impact', 'yes', '--note', 'all is out']);
  expect(out).toBe(`done  ${REF}  may impact the service; it is decided again\n`);
  expect(JSON.parse(asked.at(-1)!.body)).toEqual({ impact: 'yes', note: 'all is out' });
  expect(asked.at(-1)!.headers).toMatchObject({ 'if-match': '"4"' });
});

it('shows what both parties have with --joint', async () => {
  const { linked } = DETAIL;
  const half = { ...linked[0]!, title: 'Half', assignee: null, devices: ['PC-0417'], openedAt: INCIDENT.openedAt };
  const incidents = [{ ...half, acknowledgedAt: null, resolvedAt: null, changedAt: INCIDENT.openedAt }];
  const timeline = DETAIL.timeline.map((entry) => ({ ...entry, reference: REF, held: 'microsoft' }));
  const { out } = await run(
    { [`GET /v1/incidents/${REF}/joint`]: (_, response) => reply(response, { incidents, timeline }) },
    ['show', REF, '--joint'],
  );
  for (const part of [
    'on PC-0417',
    "the customer's (customer/security)",
    `${REF}\n              microsoft/ana.ribeiro: taken up`,
  ])
    expect(out).toContain(part);
});

it('names every mistake of a file with its line and field', async () => {
  const answers: Answers = {
    'PUT /v1/tenants/contoso/directory/devices': (_, response) =>
      refuse(response, 'invalid-content', 'Nothing of the file was taken', [
        { line: 3, field: 'serial', detail: 'is missing' },
      ]),
  };
  const { code, err, asked } = await run(answers, ['directory', 'import', '-', '--tenant', 'contoso'], {
    input: 'serial,ring\n,\n',
  });
  expect([code, err]).toEqual([1, 'demarc: Nothing of the file was taken\n  line 3, serial: is missing\n']);
  expect(asked[0]).toMatchObject({ body: 'serial,ring\n,\n', headers: { 'content-type': 'text/csv' } });
});

it('reads every page with --all', async () => {
  const answers: Answers = {
    'GET /v1/incidents': ({ path }, response) => {
      const isSecond = path.includes('cursor=two');
      reply(response, {
        items: [{ ...INCIDENT, muted: null, revision: isSecond ? 2 : 1 }],
        next: isSecond ? null : 'two',
      });
    },
  };
  const { out, asked } = await run(answers, ['queue', 'all', '--all', '--json']);
  expect(JSON.parse(out)).toMatchObject({ items: [{ revision: 1 }, { revision: 2 }], next: null });
  expect(asked[0]?.path).toContain('state=new&state=acknowledged&state=waiting&sort=severity&limit=200');
});

it.each([
  [['queue', 'all'], 'all queues: the first 1 incident, there are more (--all)\n'],
  [['queue', 'all', '--cursor', 'one'], 'all queues: the next 1 incident, there are more (--all)\n'],
  [['queue', 'all', '--cursor', 'two'], 'all queues: 1 incident\n'],
])('says above a list whether it is all: %j', async (argv, header) => {
  const answers: Answers = {
    'GET /v1/incidents': ({ path }, response) =>
      reply(response, { items: [{ ...INCIDENT, muted: null }], next: path.includes('cursor=two') ? null : 'two' }),
  };
  expect(await run(answers, argv)).toMatchObject({ code: 0, out: expect.stringContaining(header) });
});

it.each([
  ['/v1/queues', ['queue']],
  ['/v1/incidents', ['queue', 'all']],
  ['/v1/areas/unmatched', ['area', 'unmatched']],
])('a tenant that %s does not know ends with 3', async (path, argv) => {
  const answers: Answers = {
    [`GET ${path}`]: (_, response) => refuse(response, 'unknown-tenant', 'There is no tenant contso.'),
  };
  const { code, out, err } = await run(answers, [...argv, '--tenant', 'contso']);
  expect([code, out, err]).toEqual([3, '', 'demarc: There is no tenant contso.\n']);
});

it('refuses an answer that the contract does not know', async () => {
  const { code, err } = await run({ 'GET /v1/queues': (_, response) => reply(response, { items: 'none' }) }, ['queue']);
  expect([code, err]).toEqual([1, expect.stringContaining('in a form that this demarc does not know')]);
});

it('has examples in the help of every command', async () => {
  const { Command: Program } = await import('commander');
  const program = new Program();
  for (const register of COMMANDS) register(program, () => () => Promise.resolve());
  const all = (command: Command): readonly Command[] => command.commands.flatMap((child) => [child, ...all(child)]);
  const pathOf = (command: Command): string[] =>
    command.parent?.parent ? [...pathOf(command.parent), command.name()] : [command.name()];
  for (const command of all(program)) {
    const { code, out } = await runCli('http://127.0.0.1:1', [...pathOf(command), '--help']);
    expect([pathOf(command), code, out]).toEqual([
      pathOf(command),
      0,
      expect.stringContaining('Examples:\n  $ demarc '),
    ]);
  }
});
