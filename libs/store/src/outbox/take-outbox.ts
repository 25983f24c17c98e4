import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import type { OutboxMessage } from './outbox-message.js';

export interface OutboxEntry extends OutboxMessage {
  /** Identifies the message to JetStream, so that relaying it twice publishes it once. */
  readonly messageId: string;
}

/**
 * Claims up to `limit` outbox rows, oldest first, hands their messages to `publish` and removes them once it
 * resolves. Rows that another relay holds are skipped. When `publish` fails they stay. Answers the rows taken.
 */
export async function takeOutbox(
  store: DataSource,
  limit: number,
  publish: (entries: readonly OutboxEntry[]) => Promise<void>,
): Promise<number> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<OutboxEntry>({
      name: 'take-outbox',
      text: `with taken as (
               delete from outbox where outbox_id = any(array(
                 select outbox_id from outbox order by outbox_id limit $1 for update skip locked))
               returning outbox_id, subject, body)
             select outbox_id as "messageId", subject, body from taken order by outbox_id`,
      values: [limit],
    });
    if (rows.length > 0) await publish(rows);
    return rows.length;
  });
}

/** When the oldest row that waits to be relayed was made; null: none waits. */
export async function oldestOutbox(store: DataSource): Promise<Date | null> {
  const [row] = await store.query<{ at: Date | null }[]>(
    'select uuid_extract_timestamp(outbox_id) as at from outbox order by outbox_id limit 1',
  );
  return row?.at ?? null;
}

/** How many rows wait to be relayed. */
export async function outboxDepth(store: DataSource): Promise<number> {
  const [row] = await store.query<{ depth: number }[]>('select count(*)::int as depth from outbox');
  return row?.depth ?? 0;
}
