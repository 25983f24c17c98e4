import { describe, expect, it } from '@jest/globals';
import { type Instant, epochMs, instantOf } from '@demarc/domain';
import type { Postponed } from '@demarc/store';
import { aContact, aNotice, webhookTo } from '../fixtures/a-notice.js';
import { answerOf } from './channel.js';
import type { Sendable } from './sendable.js';
import { Sender } from './sender.js';

const NOW = '2026-11-20T10:15:30.0000000Z' as Instant;
const contact = aContact([webhookTo('https://a.example')]);
const notice = aNotice();

const sendableTo = (target: string, id: string): Sendable => ({
  id,
  tenant: 'contoso',
  channel: 'webhook',
  target,
  contactName: contact.name,
  contact,
  attempts: 0,
  retrySince: NOW,
  leaseUntil: instantOf(epochMs(NOW) + 30_000),
  heldAs: null,
  notice,
});
const many = (target: string, count: number) =>
  Array.from({ length: count }, (_, index) => sendableTo(target, `${target}-${index}`));

/** A sender whose sends to `hangs` end only when the test says so. */
function aSender(more: { atOnce?: number } = {}) {
  const seen = { sent: [] as string[], postponed: [] as Postponed[], mostAtOnce: 0, now: NOW };
  const hanging: (() => void)[] = [];
  let atOnce = 0;
  const sender = new Sender({
    clock: { now: () => seen.now },
    atOnce: more.atOnce ?? 100,
    timeoutMs: 10_000,
    laneOf: ({ target }) => ({ name: target, most: 8 }),
    attempt: async ({ id, target }) => {
      atOnce += 1;
      seen.mostAtOnce = Math.max(seen.mostAtOnce, atOnce);
      const hangs = target === 'hangs';
      await new Promise<void>((resolve) => (hangs ? hanging.push(resolve) : setImmediate(resolve)));
      atOnce -= 1;
      seen.sent.push(id);
      return { answer: answerOf(hangs ? 'timeout' : 'accepted'), recorded: Promise.resolve() };
    },
    reclaim: async (held) =>
      held.map(({ deliveryId }) => sendableTo(deliveryId.slice(0, deliveryId.lastIndexOf('-')), deliveryId)),
    postpone: async (rows) => {
      seen.postponed.push(...rows);
    },
  });
  return { sender, seen, hanging, timeOut: () => hanging.splice(0).forEach((end) => end()) };
}

const eventually = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => (holds() ? resolve() : setImmediate(look));
    look();
  });

describe('the sender', () => {
  it('sends everything, with a limit for each target', async () => {
    const { sender, seen } = aSender();
    await sender.take(many('good', 300));
    await sender.settled();
    expect(seen.sent).toHaveLength(300);
    expect(seen.mostAtOnce).toBe(8);
  });

  it('sends all of a backlog to a target that answers, however long it is', async () => {
    const { sender, seen } = aSender();
    await sender.take(many('good', 5_000));
    await eventually(() => seen.sent.length === 5_000);
    expect(new Set(seen.sent).size).toBe(5_000);
    expect(seen.postponed).toEqual([]);
  });

  it('sends to others while one target hangs, and puts off what finds it full', async () => {
    const { sender, seen, hanging, timeOut } = aSender();
    await sender.take(many('hangs', 500));
    expect(hanging).toHaveLength(8);
    timeOut();
    await new Promise(setImmediate);
    await sender.take(many('more', 100).map((delivery) => ({ ...delivery, target: 'good' })));
    await sender.take(Array.from({ length: 1_000 }, (_, index) => sendableTo('hangs', `late-${index}`)));
    await eventually(() => seen.sent.length === 108);
    expect(seen.postponed.length).toBe(500 - 8 - 4);
    expect(seen.postponed.every(({ nextAttemptAt }) => nextAttemptAt > NOW)).toBe(true);
  });

  it('tries a hanging target with fewer at once, and never fewer than four', async () => {
    const { sender, hanging, timeOut } = aSender();
    await sender.take(many('hangs', 100));
    for (const expected of [8, 4, 4]) {
      expect(hanging).toHaveLength(expected);
      timeOut();
      await new Promise(setImmediate);
    }
  });

  it('keeps every target going when all places are taken', async () => {
    const { sender, seen } = aSender({ atOnce: 3 });
    await Promise.all([sender.take(many('a', 50)), sender.take(many('b', 50)), sender.take(many('c', 50))]);
    await sender.settled();
    expect(seen.sent).toHaveLength(150);
    expect(seen.mostAtOnce).toBe(3);
  });

  it('does not take what it holds already', async () => {
    const { sender, seen, timeOut } = aSender();
    await sender.take(many('hangs', 1));
    await sender.take(many('hangs', 1));
    timeOut();
    await sender.settled();
    expect(seen.sent).toEqual(['hangs-0']);
  });

  it('does not begin an attempt that its lease would not outlast', async () => {
    const { sender, seen, timeOut } = aSender();
    await sender.take(many('hangs', 9));
    seen.now = instantOf(epochMs(NOW) + 25_000);
    timeOut();
    await sender.settled();
    expect(seen.sent).toHaveLength(8);
  });

  it('gives back what waits when it drains, due at once', async () => {
    const { sender, seen, timeOut } = aSender();
    await sender.take(many('hangs', 20));
    const drained = sender.drain(60_000);
    timeOut();
    await drained;
    expect(seen.sent).toHaveLength(8);
    expect(seen.postponed).toHaveLength(12);
    expect(new Set(seen.postponed.map(({ nextAttemptAt }) => nextAttemptAt))).toEqual(new Set([NOW]));
  });
});
