import { type Instant, type Silence, instantOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

export interface KeptSilence extends Silence {
  readonly createdAt: Instant;
  readonly cancelledAt: Instant | null;
}

type Row = Omit<KeptSilence, 'startsAt' | 'endsAt' | 'createdAt' | 'cancelledAt'> & {
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
  cancelledAt: Date | null;
};

const COLUMNS = `silence_id as id, kind, tenant_id as tenant, mutes, matchers, starts_at as "startsAt", ends_at as "endsAt",
  reason, created_by as "createdBy", created_at as "createdAt", cancelled_at as "cancelledAt"`;

function silenceOf(row: Row): KeptSilence {
  const { startsAt, endsAt, createdAt, cancelledAt } = row;
  return {
    ...row,
    startsAt: instantOf(startsAt),
    endsAt: instantOf(endsAt),
    createdAt: instantOf(createdAt),
    cancelledAt: cancelledAt && instantOf(cancelledAt),
  };
}

export async function insertSilence(client: PoolClient, silence: Silence, now: Instant): Promise<void> {
  const { id, kind, tenant, mutes, matchers, startsAt, endsAt, reason, createdBy } = silence;
  await client.query(
    `insert into silences (silence_id, kind, tenant_id, mutes, matchers, starts_at, ends_at, reason, created_by, created_at,
       begin_told)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false)`,
    [id, kind, tenant, mutes, JSON.stringify(matchers), startsAt, endsAt, reason, createdBy, now],
  );
}

/** Silences that have not ended, soonest first; with `ended`, also those of the last thirty days. */
export async function listSilences(store: DataSource, now: Instant, ended = false): Promise<readonly KeptSilence[]> {
  const rows = await store.query<Row[]>(
    `select ${COLUMNS} from silences
     where ends_at > $1::timestamptz - case when $2 then interval '30 days' else interval '0' end
     order by starts_at, silence_id`,
    [now, ended],
  );
  return rows.map(silenceOf);
}

/** Ends a silence now, locked; null when there is none, or when it is over already. */
export async function endSilence(client: PoolClient, id: string, now: Instant): Promise<KeptSilence | null> {
  const { rows } = await client.query<Row>(
    `update silences set ends_at = $2, cancelled_at = $2, end_told = true
     where silence_id = $1 and ends_at > $2::timestamptz returning ${COLUMNS}`,
    [id, now],
  );
  return rows[0] ? silenceOf(rows[0]) : null;
}

export async function readSilence(store: DataSource, id: string): Promise<KeptSilence | null> {
  const [row] = await store.query<Row[]>(`select ${COLUMNS} from silences where silence_id = $1`, [id]);
  return row ? silenceOf(row) : null;
}

/**
 * Windows of maintenance whose begin or end has come and was not told, in order of time, locked and marked as told. In
 * one transaction with the notices that tell it, so that each is told once, whoever looks and however late.
 */
export async function claimMaintenance(
  client: PoolClient,
  now: Instant,
): Promise<readonly { readonly window: KeptSilence; readonly phase: 'begins' | 'ends' }[]> {
  const { rows } = await client.query<Row & { begins: boolean; ends: boolean }>(
    `with due as (
       select silence_id, not begin_told as begins, ends_at <= $1::timestamptz as ends from silences
       where kind = 'maintenance' and not end_told and starts_at <= $1::timestamptz
         and (not begin_told or ends_at <= $1::timestamptz)
       order by starts_at for update skip locked limit 50)
     update silences s set begin_told = true, end_told = due.ends from due
     where s.silence_id = due.silence_id
     returning ${COLUMNS.replace('silence_id as id', 's.silence_id as id')}, due.begins, due.ends`,
    [now],
  );
  return rows.flatMap(({ begins, ends, ...row }) => {
    const window = silenceOf(row as unknown as Row);
    return [
      ...(begins ? [{ window, phase: 'begins' as const }] : []),
      ...(ends ? [{ window, phase: 'ends' as const }] : []),
    ];
  });
}

/** What a silence muted is looked at again now, since it ended early. Answers how many deliveries. */
export async function releaseMuted(client: PoolClient, silenceId: string, now: Instant): Promise<number> {
  const { rowCount } = await client.query(
    `update deliveries set next_attempt_at = $2 where state = 'muted' and next_attempt_at > $2::timestamptz
       and reason = 'silence:' || $1`,
    [silenceId, now],
  );
  return rowCount ?? 0;
}
