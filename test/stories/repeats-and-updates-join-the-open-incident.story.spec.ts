import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Incident } from '@demarc/domain';
import { defenderAlert, report } from '../harness/alerts.js';
import { countOf, everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

/** Publishes one event and answers the incidents of its correlation key, the oldest first. */
async function send(subject: string, body: object, key: string): Promise<readonly Incident[]> {
  await stack.publish(`events.contoso.${subject}`, body);
  await everythingRouted(stack);
  const rows = await stack.store.query<{ document: Incident }[]>(
    `select document from incidents where correlation_key like '%' || $1 order by incident_id`,
    [key],
  );
  return rows.map(({ document }) => document);
}

const at = (minute: number) => `2022-03-01T10:${String(minute).padStart(2, '0')}:00Z`;

it('repeats join the open incident, and its severity only rises', async () => {
  const key = 'disk-1';
  const say = (n: number, severity: string) =>
    send(
      'operational.incident',
      report({ dedupKey: key, id: `${key}/${n}`, severity, startedAt: at(n), area: 'hardware' }),
      key,
    );
  expect(await say(1, 'low')).toMatchObject([{ severity: 'C', eventCount: 1 }]);
  expect(await say(2, 'high')).toMatchObject([{ severity: 'A', eventCount: 2 }]);
  const [incident, ...more] = await say(9, 'medium');
  expect(more).toEqual([]);
  expect(incident).toMatchObject({ severity: 'A', eventCount: 3, state: 'new' });
  expect(Date.parse(incident!.firstActivityAt)).toBe(Date.parse(at(1)));
  expect(Date.parse(incident!.lastActivityAt)).toBe(Date.parse(at(9)));
  const { body } = await stack.http.get<{ timeline: { type: string; change: object }[] }>(
    `/v1/incidents/${incident!.id}`,
  );
  expect(body.timeline.filter(({ type }) => type === 'incident.severity-raised')).toMatchObject([
    { change: { from: 'C', to: 'A' } },
  ]);
});

it('an older version that comes late is kept and changes nothing', async () => {
  const key = 'late-1';
  const alert = (minute: number, severity: string) =>
    defenderAlert(OTHER_DEVICE, { id: `da-${key}`, incidentId: key, severity, lastUpdateDateTime: at(minute) });
  await send('security.graph-alert', alert(10, 'low'), key);
  const [updated] = await send('security.graph-alert', alert(30, 'low'), key);
  const [after, ...more] = await send('security.graph-alert', alert(20, 'high'), key);
  expect(more).toEqual([]);
  expect(after).toEqual(updated);
  expect(await countOf(stack, 'events', 'source_event_id = $1', [`da-${key}`])).toBe(3);
});

it('what its source resolves is resolved; what fires again opens a new incident', async () => {
  const key = 'printer-1';
  const say = (n: number, status: string) =>
    send(
      'operational.incident',
      report({ dedupKey: key, id: `${key}/${n}`, status, startedAt: at(n), area: 'printing' }),
      key,
    );
  await say(1, 'firing');
  expect(await say(2, 'resolved')).toMatchObject([
    { state: 'resolved', eventCount: 2, resolution: { note: expect.any(String) } },
  ]);
  expect(await say(3, 'firing')).toMatchObject([
    { state: 'resolved', eventCount: 2 },
    { state: 'new', eventCount: 1 },
  ]);
});
