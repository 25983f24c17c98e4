import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { newId } from '../new-id.js';

/** Somebody wants a look now, and does not want to wait for its turn. */
export interface ReconciliationAsk {
  readonly id: string;
  /** Everything that was ever settled, or since then; false: what is new, and what is missed already. */
  readonly everything: boolean;
  readonly since: Date | null;
}

/** Answers its id, by which {@link isAnswered} knows it. */
export async function askReconciliation(
  store: DataSource,
  { everything, since, now }: { readonly everything: boolean; readonly since: Instant | null; readonly now: Instant },
): Promise<string> {
  const id = newId();
  await store.query(
    'insert into reconciliation_asks (ask_id, asked_at, everything, since) values ($1, $2, $3, $4::timestamptz)',
    [id, now, everything, since],
  );
  return id;
}

/** Those that nobody answered yet, the oldest first. */
export async function openAsks(store: DataSource): Promise<readonly ReconciliationAsk[]> {
  return store.query<ReconciliationAsk[]>(
    'select ask_id as id, everything, since from reconciliation_asks where done_at is null order by ask_id limit 20',
  );
}

export async function answerAsk(store: DataSource, id: string, settlements: number, now: Instant): Promise<void> {
  await store.query('update reconciliation_asks set done_at = $2, looked_at_rows = $3 where ask_id = $1', [
    id,
    now,
    settlements,
  ]);
}

/** Null: there is no such ask. */
export async function isAnswered(store: DataSource, id: string): Promise<boolean | null> {
  const [row] = await store.query<{ answered: boolean }[]>(
    'select done_at is not null as answered from reconciliation_asks where ask_id = $1',
    [id],
  );
  return row?.answered ?? null;
}
