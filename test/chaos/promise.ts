import { expect } from '@jest/globals';
import { type BacklogMessage, keyOf } from './backlog.js';
import type { Drill } from './drill.js';
import type { KeptQuarantine } from './ledger.js';

/**
 * Nothing lost, nothing decided twice, every owed notice delivered, and no service ended by itself: the books, compared
 * with what was published. Reconciliation must miss nothing either, but for the kinds that a fault is known to cost.
 */
export async function expectPromiseKept(
  { ledger, messages, publisher, receiver, services }: Drill,
  missed: readonly string[] = [],
): Promise<void> {
  const events = await ledger.events();
  expect(events.map(keyOf).sort()).toEqual([...new Set(messages.flatMap(({ key }) => key ?? []))].sort());
  expect(events.filter(({ decisions, incidents }) => decisions === 0 || incidents !== decisions)).toEqual([]);
  expectQuarantined(await ledger.quarantine(), messages, publisher.repeated);
  expect(await ledger.miscounted()).toEqual([]);
  expect(await ledger.brokenTimelines()).toEqual([]);
  expect(await ledger.withoutAssignment()).toEqual([]);
  expect(await ledger.untoldNotices()).toEqual([]);
  expect((await ledger.webhookIds()).filter((id) => !receiver.times.has(id))).toEqual([]);
  const gaps = await ledger.gaps();
  expect(gaps.filter(({ kind }) => !missed.includes(kind))).toEqual([]);
  expect([...services.values()].flatMap(({ crashes }) => crashes)).toEqual([]);
}

/** Each unreadable message has one row; one that was published again may lie in the stream, and so in quarantine, twice. */
function expectQuarantined(
  rows: readonly KeptQuarantine[],
  messages: readonly BacklogMessage[],
  repeated: ReadonlySet<string>,
): void {
  const byBody = Map.groupBy(rows, ({ raw }) => raw);
  const unreadable = messages.filter(({ sort }) => sort === 'unreadable');
  const wrong = unreadable.filter(({ id, body }) => {
    const found = byBody.get(body) ?? [];
    return (
      found.length === 0 ||
      (found.length > 1 && !repeated.has(id)) ||
      new Set(found.map((row) => row.streamSeq)).size < found.length
    );
  });
  expect(wrong).toEqual([]);
  expect([...byBody.keys()].sort()).toEqual(unreadable.map(({ body }) => body).sort());
}
