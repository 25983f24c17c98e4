import { randomUUID } from 'node:crypto';
import { type Policy, type SourceEvent, DirectoryIndex, evolveAll, parseInstant } from '@demarc/domain';
import type { BusMessage } from '@demarc/runtime';
import { type Known, eventKeyOf, openKeyOf } from '@demarc/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicy } from '@demarc/contracts';
import { planBatch } from './plan-batch.js';

const NOW = parseInstant('2022-03-01T12:00:00Z')!;
const NOTHING: Known = { events: new Map(), incidents: new Map(), open: new Map() };
let policy: Policy;
beforeAll(async () => {
  policy = await shippedPolicy();
});

const event = (given: Partial<SourceEvent> = {}): SourceEvent => ({
  tenant: 'contoso',
  source: 'urn:test',
  id: 'a',
  version: '1',
  format: 'incident',
  kind: 'operational',
  area: 'printing',
  areaFrom: 'test',
  severity: 'medium',
  severityText: null,
  status: 'firing',
  title: 'Printer jams',
  description: null,
  category: null,
  techniques: [],
  handledBy: 'nobody',
  serviceImpact: null,
  firstActivityAt: NOW,
  lastActivityAt: NOW,
  correlationKey: 'printer-1',
  subjects: [],
  link: null,
  remarks: [],
  ...given,
});

const message = (...events: SourceEvent[]) => ({
  message: {
    subject: 'events.contoso.operational.incident',
    headers: {},
    body: new Uint8Array([1, 2, 3]),
    publishedAt: NOW,
    streamSeq: 7,
    deliveries: 1,
  } satisfies BusMessage,
  events,
});

const plan = (messages: ReturnType<typeof message>[], known: Known = NOTHING) =>
  planBatch(messages, known, {
    now: NOW,
    newId: randomUUID,
    directoryOf: () => new DirectoryIndex(),
    policyFor: () => policy,
  });

/** What the store would know after a plan was committed. */
function knownAfter(...plans: ReturnType<typeof plan>[]): Known {
  const incidents = new Map(
    plans.flatMap(({ batch }) => [...batch.opened, ...batch.changed]).map((incident) => [incident.id, incident]),
  );
  const events = new Map<string, { versions: string[]; incidentIds: string[] }>();
  for (const { batch } of plans) {
    for (const { event: seen, eventId } of batch.events) {
      const key = eventKeyOf(seen.tenant, seen.source, seen.id);
      const known = events.get(key) ?? { versions: [], incidentIds: [] };
      known.versions.push(seen.version);
      known.incidentIds.push(...batch.decisions.filter((row) => row.eventId === eventId).map((row) => row.incidentId));
      events.set(key, known);
    }
  }
  const open = [...incidents.values()].filter(({ state }) => state !== 'resolved');
  return {
    incidents,
    events,
    open: new Map(open.map((one) => [openKeyOf(one.tenant, one.correlationKey, one.party), one])),
  };
}

describe('a batch', () => {
  it('opens one incident for events with one correlation key and joins the rest in one step', () => {
    const { batch, outcomes } = plan(['a', 'b', 'c'].map((id) => message(event({ id }))));
    expect(batch.opened).toMatchObject([{ eventCount: 3, queue: 'customer/it-help-desk' }]);
    expect(batch.timeline.map((row) => row.change.type)).toEqual(['incident.opened', 'incident.events-joined']);
    expect(batch.decisions).toHaveLength(3);
    expect(outcomes).toMatchObject({ opened: 1, joined: 2 });
  });

  it('owes an assignment and an advisory for what it opens, and nothing for what it joins', () => {
    const { batch } = plan(['a', 'b'].map((id) => message(event({ id }))));
    expect(batch.notices.map(({ kind, queue }) => [kind, queue])).toEqual([
      ['assignment', 'customer/it-help-desk'],
      ['advisory', 'microsoft/operations'],
    ]);
    expect(batch.outbox.map(({ subject }) => subject)).toEqual([
      'incidents.customer.contoso.opened',
      'incidents.customer.contoso.events-joined',
      'notices.customer.contoso',
      'notices.microsoft.contoso',
    ]);
  });

  it('bundles the notices of many incidents for one party', () => {
    const { batch } = plan(
      Array.from({ length: 120 }, (_, n) => message(event({ id: `${n}`, correlationKey: `${n}` }))),
    );
    const bundles = batch.outbox.filter(({ subject }) => subject === 'notices.customer.contoso');
    expect(bundles.map(({ body }) => JSON.parse(body).ids.length)).toEqual([100, 20]);
  });

  it('that is delivered again leaves nothing behind', () => {
    const first = plan([message(event())]);
    const again = plan([message(event())], knownAfter(first));
    expect(again.batch).toMatchObject({ events: [], opened: [], changed: [], timeline: [], notices: [], outbox: [] });
    expect(again.outcomes.duplicate).toBe(1);
  });

  it('keeps an older version without letting it change anything', () => {
    const first = plan([message(event({ version: '2' }))]);
    const { batch, outcomes } = plan([message(event({ version: '1', severity: 'high' }))], knownAfter(first));
    expect(batch).toMatchObject({ events: { length: 1 }, decisions: { length: 1 }, changed: [], timeline: [] });
    expect(outcomes.outdated).toBe(1);
  });

  it('resolves what its source resolves, and opens anew what fires after that', () => {
    const events = [event(), event({ version: '2', status: 'resolved' }), event({ id: 'b' })];
    const { batch } = plan(events.map((one) => message(one)));
    expect(batch.opened.map(({ state }) => state)).toEqual(['resolved', 'new']);
  });

  it('does not reopen a resolved incident beside an open one of the same correlation', () => {
    const first = plan([
      message(event()),
      message(event({ version: '2', status: 'resolved' })),
      message(event({ id: 'b' })),
    ]);
    const later = parseInstant('2022-03-02T00:00:00Z')!;
    const { batch } = plan([message(event({ version: '3', lastActivityAt: later }))], knownAfter(first));
    expect(batch.changed).toMatchObject([{ state: 'new', eventCount: 2 }]);
  });

  it('keeps the bytes of a message once, with its first new event', () => {
    const { batch } = plan([message(event({ id: 'a' }), event({ id: 'b' }))]);
    expect(batch.events.map(({ raw }) => raw !== null)).toEqual([true, false]);
    expect(new Set(batch.events.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('leaves a state that its timeline explains', () => {
    const { batch } = plan([message(event()), message(event({ version: '2', status: 'resolved' }))]);
    expect(
      evolveAll(
        null,
        batch.timeline.map(({ change }) => change),
      ),
    ).toEqual(batch.opened[0]);
  });
});
