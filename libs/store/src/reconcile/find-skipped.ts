import type { Gap, Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { multirangeOf } from './note-settled.js';

/** The stream of events as it was before the transaction looks: what had left it by then was committed by then. */
export interface StreamSeen {
  /** With the time it was made. */
  readonly stream: string;
  readonly madeAt: string;
  /** The lowest it still holds; everything below has left. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Above that, what has left too. */
  readonly left: readonly number[];
}

/** A range with more is named as it is; who looks among rows for so many would read for long. */
const MOST_LOOKED_FOR = 10_000;
const MOST_RANGES = 1_000;

/**
 * What stood in a stream before this book began is not its business: called once a router starts, before it reads. The
 * first stream there ever was begins where it stands; one that comes later begins at 1.
 */
export async function beginBook(client: PoolClient, seen: StreamSeen, now: Instant): Promise<void> {
  await client.query(
    `insert into event_streams (stream, first_seen_at, looked_at, last_seq, settled)
     select $1, $2, $2, $3, int8multirange(int8range(1, $4))
     where not exists (select from event_streams) and not exists (select from settlements where stream is not null)
     on conflict do nothing`,
    [seen.stream, now, seen.lastSeq, Math.max(1, seen.firstSeq)],
  );
}

/**
 * Notes how far a stream has come, for the case that it is lost; also while no router runs. One that no router has seen
 * is left to it, since its book begins with that.
 */
export async function noteStreamSeen(
  store: DataSource,
  { stream, lastSeq }: Pick<StreamSeen, 'stream' | 'lastSeq'>,
  now: Instant,
): Promise<void> {
  await store.query(
    `update event_streams set looked_at = greatest(looked_at, $2::timestamptz), last_seq = $3
     where stream = $1 and last_seq < $3`,
    [stream, now, lastSeq],
  );
}

/** Notes how far the stream has come, and answers which sequences of it, and of streams that are no more, nobody settled. */
export async function findSkipped(client: PoolClient, seen: StreamSeen, now: Instant): Promise<readonly Gap[]> {
  await client.query(
    `insert into event_streams as e (stream, first_seen_at, looked_at, last_seq, settled) values ($1, $2, $2, $3, '{}')
     on conflict (stream) do update set looked_at = excluded.looked_at, last_seq = greatest(e.last_seq, excluded.last_seq)`,
    [seen.stream, now, seen.lastSeq],
  );
  await settleWhatIsKept(client, seen, await notSettled(client, seen));
  const ranges = await notSettled(client, seen);
  return Promise.all(ranges.map((range) => gapOf(client, range, seen)));
}

interface NotSettled {
  readonly stream: string;
  /** First and last. */
  readonly from: number;
  readonly to: number;
  readonly lookedAt: Date;
}

async function notSettled(client: PoolClient, seen: StreamSeen): Promise<readonly NotSettled[]> {
  const { rows } = await client.query<{ stream: string; from: string; to: string; lookedAt: Date }>(
    `select e.stream, lower(r) as from, upper(r) - 1 as to, e.looked_at as "lookedAt"
     from event_streams e
     cross join lateral (select coalesce(range_agg(s.sequences), '{}') as more from settlements s
                         where not s.counted and s.stream = e.stream) s
     cross join lateral unnest(
       case when e.stream = $1 then int8multirange(int8range(1, $2)) + $3::int8multirange
            else int8multirange(int8range(1, greatest(e.last_seq, upper(s.more) - 1) + 1)) end
       - e.settled - s.more) r
     order by e.stream, 2 limit ${MOST_RANGES}`,
    [seen.stream, Math.max(1, seen.firstSeq), multirangeOf(seen.left)],
  );
  return rows.map((row) => ({ ...row, from: Number(row.from), to: Number(row.to) }));
}

/** As many messages as a router of a release before settles at once. */
const A_BATCH = 500;

/**
 * A router of a release before this book kept what it settled and did not say so. Of what it left no row of, repeats,
 * nothing can be told: where it was at work, up to a batch after the last row it kept, all is taken for settled.
 */
async function settleWhatIsKept(client: PoolClient, seen: StreamSeen, ranges: readonly NotSettled[]): Promise<void> {
  for (const { stream, from, to } of ranges) {
    if (stream !== seen.stream || to - from >= MOST_LOOKED_FOR) continue;
    const kept = ['events', 'quarantine'].map(
      (table) =>
        `select stream_seq from ${table} where stream_seq between $2 and $3 and received_at >= $4::timestamptz`,
    );
    await client.query(
      `update event_streams set settled = settled + int8multirange(int8range(1, least(kept.last + ${A_BATCH}, $5)))
       from (select max(stream_seq) as last from (${kept.join(' union all ')}) k) kept
       where stream = $1 and kept.last is not null`,
      [stream, from, to, seen.madeAt, Math.max(1, seen.firstSeq)],
    );
  }
}

async function gapOf(client: PoolClient, { stream, from, to, lookedAt }: NotSettled, seen: StreamSeen): Promise<Gap> {
  const what = `${stream} ${from === to ? from : `${from}-${to}`}`;
  const facts = { stream, from, to, messages: to - from + 1 };
  if (stream !== seen.stream) return { kind: 'message-lost', tenant: null, what, facts: { ...facts, lookedAt } };
  const around = await client.query<{ after: Date | null; before: Date | null }>(
    `select (select max(received_at) from events where stream_seq between $1 - ${MOST_LOOKED_FOR} and $1 - 1
               and received_at >= $3::timestamptz) as after,
            (select min(received_at) from events where stream_seq between $2 + 1 and $2 + ${MOST_LOOKED_FOR}
               and received_at >= $3::timestamptz) as before`,
    [from, to, seen.madeAt],
  );
  const { after, before } = around.rows[0]!;
  return {
    kind: 'message-skipped',
    tenant: null,
    what,
    facts: { ...facts, publishedAfter: after, publishedBefore: before },
  };
}
