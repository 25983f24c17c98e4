import type { Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** What the quarantine holds of one tenant; null: of messages whose subject names no known one. */
export interface QuarantineUse {
  readonly tenant: string | null;
  /** Whose bytes are kept. */
  readonly messages: number;
  readonly bytes: number;
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Unworked messages that came before the moment asked about. */
  readonly expiring: number;
}

/** What is kept, by tenant. Reads an index of what has bytes; `expiringBefore`: what came before then is near its end. */
export async function quarantineUse(store: DataSource, expiringBefore: Instant): Promise<readonly QuarantineUse[]> {
  const rows = await store.query<
    (Omit<QuarantineUse, 'bytes' | 'waitingBytes'> & Record<'bytes' | 'waitingBytes', string>)[]
  >(
    `select tenant_id as tenant, count(*)::int as messages, sum(coalesce(bytes, octet_length(raw)))::text as bytes,
       count(*) filter (where state = 'waiting')::int as waiting,
       coalesce(sum(coalesce(bytes, octet_length(raw))) filter (where state = 'waiting'), 0)::text as "waitingBytes",
       count(*) filter (where state = 'waiting' and received_at < $1)::int as expiring
     from quarantine where raw is not null group by tenant_id`,
    [expiringBefore],
  );
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes), waitingBytes: Number(row.waitingBytes) }));
}

const DROPPED = `raw = null, headers = '{}', bytes = coalesce(bytes, octet_length(raw))`;

/** Lets go of the bytes of at most `limit` messages that are older than `before`: worked ones, then those nobody worked. Answers how many. */
export async function expireQuarantined(
  store: DataSource,
  before: Instant,
  limit: number,
): Promise<{ readonly worked: number; readonly unworked: number }> {
  const [, worked] = await store.query<[unknown, number]>(
    `update quarantine set ${DROPPED} where quarantine_id in (
       select quarantine_id from quarantine
       where state in ('redriven', 'discarded') and raw is not null and worked_at < $1
       order by worked_at limit $2 for update skip locked)`,
    [before, limit],
  );
  const [, unworked] = await store.query<[unknown, number]>(
    `update quarantine set ${DROPPED}, state = 'expired' where quarantine_id in (
       select quarantine_id from quarantine where state = 'waiting' and received_at < $1
       order by received_at limit $2 for update skip locked)`,
    [before, limit],
  );
  return { worked, unworked };
}

/** Makes room: lets go of the bytes of at most `limit` worked messages of a tenant (undefined: of all), oldest first. Answers how many. */
export async function dropWorked(store: DataSource, tenant: string | null | undefined, limit: number): Promise<number> {
  const [, dropped] = await store.query<[unknown, number]>(
    `update quarantine set ${DROPPED} where quarantine_id in (
       select quarantine_id from quarantine
       where state in ('redriven', 'discarded') and raw is not null and ($1 or tenant_id is not distinct from $2)
       order by worked_at limit $3 for update skip locked)`,
    [tenant === undefined, tenant ?? null, limit],
  );
  return dropped;
}

export interface QuarantineWarning {
  /** What it is about: `all`, or a tenant's name, and what threatens. */
  readonly scope: string;
  readonly message: string;
}

/**
 * Brings the warnings to what holds now, in the caller's transaction. Answers those that are new, and the scopes of those
 * that are over: of several callers one gets each.
 */
export async function keepWarnings(
  client: PoolClient,
  warnings: readonly QuarantineWarning[],
  now: Instant,
): Promise<{ readonly began: readonly QuarantineWarning[]; readonly ended: readonly string[] }> {
  const { rows: began } = await client.query<QuarantineWarning & { fresh: boolean }>(
    `insert into quarantine_warnings (scope, message, since)
     select scope, message, $2 from json_to_recordset($1::json) as w(scope text, message text) order by scope
     on conflict (scope) do update set message = excluded.message
     returning scope, message, xmax = 0 as fresh`,
    [JSON.stringify(warnings), now],
  );
  const { rows: ended } = await client.query<{ scope: string }>(
    'delete from quarantine_warnings where not (scope = any($1::text[])) returning scope',
    [warnings.map(({ scope }) => scope)],
  );
  return { began: began.filter(({ fresh }) => fresh), ended: ended.map(({ scope }) => scope) };
}

/** What holds now, as the keeper last saw it. */
export async function readWarnings(store: DataSource): Promise<readonly string[]> {
  const rows = await store.query<{ message: string }[]>('select message from quarantine_warnings order by scope');
  return rows.map(({ message }) => message);
}
