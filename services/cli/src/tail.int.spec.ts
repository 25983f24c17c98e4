import { expect, test } from '@jest/globals';
import type { IncidentMessage } from '@demarc/contracts';
import { INCIDENT } from './sample.fixture.js';
import { refuse, runCli, startStandIn } from './stand-in.fixture.js';

const message = (what: string): IncidentMessage => ({
  what,
  at: INCIDENT.openedAt,
  actor: { party: 'demarc', name: 'demarc' },
  incident: INCIDENT,
  eventIds: [],
});
const frame = (id: string, what: string): string =>
  `id: ${id}\nevent: ${what}\ndata: ${JSON.stringify(message(what))}\n\n`;

test('tail goes on where it was after a lost connection', async () => {
  let connections = 0;
  const standIn = await startStandIn({
    'GET /v1/feed': (_, response) => {
      connections += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (connections === 1) response.write(`retry: 10\n: hello\n\n${frame('7', 'opened')}`, () => response.destroy());
      else response.write(frame('8', 'acknowledged'));
    },
  });
  const { code, out, err } = await runCli(standIn.url, ['tail', '--tenant', 'contoso', '--count', '2', '--json']);
  await standIn.close();

  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as IncidentMessage).what),
  ).toEqual(['opened', 'acknowledged']);
  expect(standIn.asked.map(({ path, headers }) => [path, headers['last-event-id']])).toEqual([
    ['/v1/feed?tenant=contoso', undefined],
    ['/v1/feed?tenant=contoso', '7'],
  ]);
  expect(err).toContain('The connection is lost');
});

test('tail ends with Ctrl-C, as wished', async () => {
  const stop = new AbortController();
  const standIn = await startStandIn({
    'GET /v1/feed': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(frame('1', 'opened'));
    },
  });
  const { code, out } = await runCli(standIn.url, ['tail'], {
    stop: stop.signal,
    err: () => undefined,
    now: () => new Date(),
    ...stopAfterFirst(stop),
  });
  await standIn.close();
  expect([code, out]).toEqual([0, '']);
});

function stopAfterFirst(stop: AbortController) {
  return { out: () => stop.abort() };
}

test('tail does not ask again for what it is refused', async () => {
  const standIn = await startStandIn({
    'GET /v1/feed': (_, response) => refuse(response, 'unavailable', 'NATS is away'),
  });
  const { code, err } = await runCli(standIn.url, ['tail']);
  await standIn.close();
  expect([code, standIn.asked.length]).toEqual([1, 1]);
  expect(err).toContain('NATS is away');
});
