import type { Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { instant } from '../notices/notice-sql.js';
import { inTransaction } from '../transaction.js';
import { hashesOf } from './entry-hashes.js';

/** Where a chain ends, as it is kept. */
export interface HeadRow {
  readonly seq: number;
  readonly link: Buffer;
  readonly keyId: string;
  readonly mac: Buffer;
  readonly checkpoints: number;
  readonly checkpointSeq: number;
  readonly checkpointAt: Instant | null;
}

/** What waits to be sealed, as its writer signed it. */
export interface MarkRow {
  readonly markId: string;
  readonly names: string;
  readonly keyId: string | null;
  readonly mac: Buffer | null;
}

/** Entries that are appended to a chain at once; `names` a line each, 32 bytes of hash and of link for each. */
export interface StretchRow {
  readonly firstSeq: number;
  readonly entries: number;
  readonly names: string;
  readonly hashes: Buffer;
  readonly links: Buffer;
  readonly keyId: string;
  readonly sealedAt: Instant;
}

export interface CheckpointRow {
  readonly number: number;
  readonly seq: number;
  readonly link: Buffer;
  readonly at: Instant;
  readonly keyId: string;
  readonly signature: string;
}

export const SELECT_HEAD = `select seq::float8 as seq, link, key_id as "keyId", mac, checkpoints,
  checkpoint_seq::float8 as "checkpointSeq", ${instant('checkpoint_at')} as "checkpointAt" from audit_heads`;

/** A chain that its caller holds alone until the transaction ends. */
export class HeldChain {
  constructor(
    private readonly client: PoolClient,
    readonly tenant: string,
    /** Null: it begins now. */
    readonly head: HeadRow | null,
  ) {}

  /** Takes up to `limit` marks, oldest first. Those with `refused` are left where they are. */
  async takeMarks(limit: number): Promise<readonly MarkRow[]> {
    const { rows } = await this.client.query<MarkRow>(
      `with taken as (
         delete from audit_pending where tenant_id = $1 and mark_id = any(array(
           select mark_id from audit_pending where tenant_id = $1 and not refused order by mark_id limit $2))
         returning mark_id, names, key_id, mac)
       select mark_id as "markId", names, key_id as "keyId", mac from taken order by mark_id`,
      [this.tenant, limit],
    );
    return rows;
  }

  /** Puts a mark back that nobody signed who may. */
  async refuse({ markId, names, keyId, mac }: MarkRow): Promise<void> {
    await this.client.query(
      `insert into audit_pending (tenant_id, mark_id, names, key_id, mac, refused) values ($1, $2, $3, $4, $5, true)`,
      [this.tenant, markId, names, keyId, mac],
    );
  }

  /** What is on record already when a chain begins and waits for no seal: names a line each, oldest first, in parts. */
  async *namesOfBefore(at: number): AsyncGenerator<string, void, void> {
    await this.client.query(
      `declare before no scroll cursor for
         select string_agg(name, E'\\n' order by n) as names from (
           select name, row_number() over (order by at, name) as n from (
             select at, 'timeline/' || incident_id || '/' || revision as name from timeline where tenant_id = $1
             union all
             select at, 'administration/' || entry_id from audit_entries where tenant_id = $1) recorded
           where name not in (
             select string_to_table(names, E'\\n') from audit_pending where tenant_id = $1)) ordered
         group by (n - 1) / ${at} order by (n - 1) / ${at}`,
      [this.tenant],
    );
    for (;;) {
      const { rows } = await this.client.query<{ names: string }>('fetch 1 from before');
      if (!rows[0]) break;
      yield rows[0].names;
    }
    await this.client.query('close before');
  }

  /** The hashes of entries as they stand on record, 32 bytes each in the order of `names`; zeros where there is none. */
  async hashesOf(names: string): Promise<Buffer> {
    return hashesOf(this.client, this.tenant, names);
  }

  async append(stretch: StretchRow): Promise<void> {
    const { firstSeq, entries, names, hashes, links, keyId, sealedAt } = stretch;
    await this.client.query({
      name: 'append-to-chain',
      text: `insert into audit_chain (tenant_id, first_seq, entries, names, hashes, links, key_id, sealed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [this.tenant, firstSeq, entries, names, hashes, links, keyId, sealedAt],
    });
  }

  async check(checkpoint: CheckpointRow): Promise<void> {
    const { number, seq, link, at, keyId, signature } = checkpoint;
    await this.client.query(
      `insert into audit_checkpoints (tenant_id, number, seq, link, at, key_id, signature)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [this.tenant, number, seq, link, at, keyId, signature],
    );
  }

  async moveHead(head: HeadRow): Promise<void> {
    await this.client.query({
      name: 'move-head',
      text: `insert into audit_heads (tenant_id, seq, link, key_id, mac, checkpoints, checkpoint_seq, checkpoint_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (tenant_id) do update set seq = excluded.seq, link = excluded.link, key_id = excluded.key_id,
               mac = excluded.mac, checkpoints = excluded.checkpoints, checkpoint_seq = excluded.checkpoint_seq,
               checkpoint_at = excluded.checkpoint_at`,
      values: [
        this.tenant,
        head.seq,
        head.link,
        head.keyId,
        head.mac,
        head.checkpoints,
        head.checkpointSeq,
        head.checkpointAt,
      ],
    });
  }
}

/** Tenants whose chain is to be begun, has something to be sealed, or moved since a checkpoint of before `since`. */
export async function tenantsToSeal(store: DataSource, since: Instant): Promise<readonly string[]> {
  const rows = await store.query<{ tenant: string }[]>(
    `select tenant_id as tenant from audit_pending where not refused
     union select tenant_id from audit_heads where checkpoint_seq < seq and checkpoint_at < $1
     union select tenant_id from tenants t where not exists (select from audit_heads h where h.tenant_id = t.tenant_id)`,
    [since],
  );
  return rows.map(({ tenant }) => tenant);
}

/** How many transactions wait to be sealed for longer than a minute, with those whose signature was refused. */
export async function countUnsealed(store: DataSource): Promise<number> {
  const [row] = await store.query<{ marks: number }[]>(
    `select count(*)::int as marks from audit_pending where refused or marked_at < clock_timestamp() - interval '1 minute'`,
  );
  return row?.marks ?? 0;
}

/** Holds a tenant's chain while `work` runs; false, without running it, when another process does. */
export async function holdChain(
  store: DataSource,
  tenant: string,
  work: (chain: HeldChain) => Promise<void>,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    // A lock of its own, since a chain that begins has no row yet.
    const { rows: locks } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('demarc audit'), hashtext($1)) as held`,
      [tenant],
    );
    if (!locks[0]!.held) return false;
    const { rows } = await client.query<HeadRow>(`${SELECT_HEAD} where tenant_id = $1`, [tenant]);
    await work(new HeldChain(client, tenant, rows[0] ?? null));
    return true;
  });
}
