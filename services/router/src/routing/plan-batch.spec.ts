import { evolveAll } from '@demarc/domain';
import type { PolicyBook } from '@demarc/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { NOTHING, alert, instant, knownAfter, message, planning, policies } from '../../fixtures/a-plan.js';
import { type ReadMessage, planBatch } from './plan-batch.js';

let book: PolicyBook;
beforeAll(async () => {
  book = await policies();
});

const event = (given: Parameters<typeof alert>[0] = {}) =>
  alert({ kind: 'operational', area: 'printing', correlationKey: 'printer-1', subjects: [], ...given });
const plan = (messages: readonly ReadMessage[], known = NOTHING) => planBatch(messages, known, planning(book));

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
    const again = plan([message(event())], knownAfter(first.batch));
    expect(again.batch).toMatchObject({ events: [], opened: [], changed: [], timeline: [], notices: [], outbox: [] });
    expect(again.outcomes.duplicate).toBe(1);
  });

  it('keeps an older version without letting it change anything', () => {
    const first = plan([message(event({ version: '2' }))]);
    const { batch, outcomes } = plan([message(event({ version: '1', severity: 'high' }))], knownAfter(first.batch));
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
    const later = instant('2022-03-02T00:00:00Z');
    const { batch } = plan([message(event({ version: '3', lastActivityAt: later }))], knownAfter(first.batch));
    expect(batch.changed).toMatchObject([{ state: 'new', eventCount: 2 }]);
  });

  it('keeps the bytes of a message once, with its first new event', () => {
    const { batch } = plan([message(event({ id: 'a' }), event({ id: 'b' }))]);
    expect(batch.events.map(({ raw }) => raw !== null)).toEqual([true, false]);
    expect(new Set(batch.events.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('keeps of its headers what is read, and once', () => {
    const { message: bare, events } = message(event({ id: 'a' }), event({ id: 'b' }));
    const { batch } = plan([{ message: { ...bare, headers: { 'ce-id': '7', 'x-sender': 'a' } }, events }]);
    expect(batch.events.map(({ headers }) => headers)).toEqual([{ 'ce-id': '7' }, {}]);
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
