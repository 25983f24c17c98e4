import type { Drill } from './drill.js';

const COLUMNS = [
  'fault',
  'lasted s',
  'published',
  'accepted',
  'events',
  'quarantined',
  'incidents',
  'decisions',
  'notices owed',
  'delivered',
  'received twice',
  'published again',
  'to commit s',
  'to delivery s',
] as const;

/** Prints what a fault cost, as a table that README can take over; delays are the longest of all messages. */
export async function printCost(drill: Drill, fault: string): Promise<void> {
  const { ledger, publisher, receiver } = drill;
  const untold = new Set((await ledger.untoldNotices()).map((row) => (row as { notice_id: string }).notice_id));
  const owed = await ledger.count('notices');
  const row: Record<(typeof COLUMNS)[number], string | number> = {
    fault,
    'lasted s': drill.faultsMs.map(seconds).join(' + ') || '-',
    published: drill.messages.length,
    accepted: publisher.accepted.size,
    events: await drill.eventsKept(),
    quarantined: (await ledger.quarantine()).length,
    incidents: await ledger.count('incidents'),
    decisions: await ledger.count('decisions'),
    'notices owed': owed,
    delivered: owed - untold.size,
    'received twice': [...receiver.times.values()].filter((times) => times > 1).length,
    'published again': publisher.repeated.size,
    'to commit s': seconds(await longestToCommitMs(drill)),
    'to delivery s': seconds(await longestToDeliveryMs(drill)),
  };
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  console.log(
    [line(COLUMNS), line(COLUMNS.map(() => '---')), line(COLUMNS.map((column) => row[column])), lastSeen(drill)].join(
      '\n',
    ),
  );
}

/** From the first try to publish an event to the commit that keeps it. */
async function longestToCommitMs({ ledger, publisher }: Drill): Promise<number> {
  const committed = await ledger.committedAt();
  return longest([...committed].map(([key, at]) => at - publisher.firstTriedAt.get(key)!));
}

/** From there to its webhook's first arrival; where several events of one moment are behind it, from the first of them. */
async function longestToDeliveryMs({ ledger, publisher, receiver }: Drill): Promise<number> {
  const behind = await ledger.eventsBehindWebhooks();
  return longest(
    [...behind].map(([webhookId, keys]) => {
      const published = Math.min(...keys.map((key) => publisher.firstTriedAt.get(key)!));
      return receiver.firstAt.get(webhookId)! - published;
    }),
  );
}

function lastSeen({ services }: Drill): string {
  const starts = [...services].filter(([, { failedStarts }]) => failedStarts > 0);
  return starts.length === 0
    ? 'no start of a service failed'
    : `failed starts: ${starts.map(([name, { failedStarts }]) => `${name} ${failedStarts}`).join(', ')}`;
}

const longest = (delaysMs: readonly number[]): number => delaysMs.reduce((most, ms) => Math.max(most, ms), 0);
const seconds = (ms: number): number => Math.round(ms / 100) / 10;
