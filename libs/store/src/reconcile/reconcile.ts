import type { Gap, Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { ROW_GAPS, findMissingRows } from './find-missing-rows.js';
import { type StreamSeen, findSkipped } from './find-skipped.js';
import { STRANDED, findStranded } from './find-stranded.js';
import { closeMended, keepGaps } from './keep-gaps.js';
import { mergeSettlements } from './merge-settlements.js';
import {
  countSettlements,
  oldestNotCounted,
  settlementsToCount,
  settlementsToLookAtAgain,
} from './settlements-to-look-at.js';

/** What the bus says, read before the transaction that compares it: what had happened by then is committed by then. */
export interface BusSeen {
  readonly events: StreamSeen;
  /** Since when the oldest message to the notifier is under way; null: none is. */
  readonly noticesUnderWaySince: Date | null;
  /** The same of the outbox, read before the former. */
  readonly oldestOutbox: Date | null;
}

export interface Look {
  readonly now: Instant;
  /** About so many rows are looked for, new ones first. */
  readonly ids: number;
  /** After a turn over all older settlements the next begins so much later than this one began. */
  readonly turnMs: number;
}

/** One of several processes looks at a time. */
const LOOKING = `pg_try_advisory_xact_lock(hashtext('demarc reconciliation'))`;

interface Standing {
  readonly againAfter: string | null;
  readonly turnBeganAt: Date | null;
}

/**
 * One look: counts what was settled since, looks for its rows, and for those of some older settlements again; compares
 * the stream's sequences with what is accounted for; and keeps what is missing as gaps, or closes those that were
 * mended. Answers false when another process is at it.
 */
export async function reconcile(store: DataSource, seen: BusSeen, look: Look): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(`select ${LOOKING} as mine`);
    if (!rows[0]!.mine) return false;
    const { now } = look;
    const fresh = await settlementsToCount(client, look.ids);
    const again = await nextOfTurn(client, look);
    const found = await findMissingRows(client, { settlements: [...fresh, ...again] });
    await countSettlements(client, fresh);
    await keep(client, ROW_GAPS, await findMissingRows(client, 'open-gaps'), found, now);
    const skipped = await findSkipped(client, seen.events, now);
    await keep(client, ['message-skipped', 'message-lost'], skipped, skipped, now);
    const stranded = await findStranded(client, {
      oldestOutbox: seen.oldestOutbox,
      underWaySince: seen.noticesUnderWaySince,
    });
    await keep(client, STRANDED, stranded, stranded, now);
    await mergeSettlements(client, again);
    await client.query('update reconciliation set looked_at = $1, checked_through = coalesce($2, now())', [
      now,
      await oldestNotCounted(client),
    ]);
    return true;
  });
}

/** Looks at all settlements since then, in as many transactions as it takes. Answers how many. */
export async function reconcileAll(store: DataSource, since: Date | null, { now, ids }: Look): Promise<number> {
  let looked = 0;
  for (let after: string | null = null; ;) {
    const page: readonly string[] = await inTransaction(store, async (client) => {
      const settlements = await settlementsToLookAtAgain(client, { after, since }, ids);
      await keepGaps(client, await findMissingRows(client, { settlements }), now);
      return settlements;
    });
    looked += page.length;
    after = page.at(-1) ?? null;
    if (after === null) return looked;
  }
}

async function keep(
  client: PoolClient,
  kinds: Parameters<typeof closeMended>[1],
  still: readonly Gap[],
  found: readonly Gap[],
  now: Instant,
): Promise<void> {
  // Found just now counts too: it may be missing again.
  await closeMended(client, kinds, [...still, ...found], now);
  await keepGaps(client, found, now);
}

/**
 * The next older settlements in turn, and notes where the turn stands. One that finds no more is over, and the next
 * begins at once, or when the last one began long enough ago (or, of a clock that was set back, is to begin yet).
 */
async function nextOfTurn(client: PoolClient, { now, ids, turnMs }: Look): Promise<readonly string[]> {
  const { rows } = await client.query<Standing>(
    'select again_after as "againAfter", turn_began_at as "turnBeganAt" from reconciliation for update',
  );
  const { againAfter, turnBeganAt } = rows[0]!;
  const going = againAfter !== null;
  const next = going ? await settlementsToLookAtAgain(client, { after: againAfter, since: null }, ids) : [];
  const over = going && next.length === 0;
  const begins =
    next.length === 0 && (turnBeganAt === null || Math.abs(Date.parse(now) - turnBeganAt.getTime()) >= turnMs);
  const again = begins ? await settlementsToLookAtAgain(client, { after: null, since: null }, ids) : next;
  await client.query(
    `update reconciliation set again_after = $1,
       turn_began_at = case when $2 then $4::timestamptz else turn_began_at end,
       turn_ended_at = case when $3 then $4::timestamptz else turn_ended_at end`,
    [again.at(-1) ?? null, begins, over, now],
  );
  return again;
}
