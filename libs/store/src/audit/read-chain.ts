import type { Client } from 'pg';
import { instant } from '../notices/notice-sql.js';
import { openSnapshot, pagesOf } from '../snapshot.js';
import { entryHashes } from './entry-hashes.js';
import { type CheckpointRow, type HeadRow, type MarkRow, SELECT_HEAD, type StretchRow } from './seal-entries.js';

/** A stretch of a chain with the hashes of its entries as they stand on record now; zeros where there is none. */
export interface ComparedStretch extends StretchRow {
  readonly recorded: Buffer;
}

/** What waits to be sealed. */
export interface WaitingMark extends MarkRow {
  readonly recorded: Buffer;
  /** Since so many seconds. */
  readonly waits: number;
}

const STRETCHES = 50;
const MARKS = 50;
/** Of what is wrong in one way, so many are named. */
const MOST_NAMED = 1_000;
const SEALED = `select string_to_table(names, E'\\n') as name from audit_chain where tenant_id = $1`;
/** All of the audit as of one moment, on a connection of its own that the caller closes. */
export class AuditSnapshot {
  private constructor(readonly client: Client) {}

  /** Throws when the database cannot be reached. */
  static async open(url: string): Promise<AuditSnapshot> {
    return new AuditSnapshot(await openSnapshot(url, 'demarc-audit'));
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Every tenant that has a record, or had one. */
  async tenants(): Promise<readonly string[]> {
    const { rows } = await this.client.query<{ tenant: string }>(
      `select tenant_id as tenant from tenants union select tenant_id from audit_heads
       union select tenant_id from audit_checkpoints union select distinct tenant_id from audit_chain
       union select distinct tenant_id from audit_entries order by 1`,
    );
    return rows.map(({ tenant }) => tenant);
  }

  /** A tenant's chain from its beginning, beside what stands on record. To be read to its end. */
  stretches(tenant: string): AsyncGenerator<readonly ComparedStretch[], void, void> {
    return pagesOf<ComparedStretch>(this.client, {
      text: `select first_seq::float8 as "firstSeq", entries, names, hashes, links, key_id as "keyId",
                    ${instant('sealed_at')} as "sealedAt", ${entryHashes('$1', 'names')} as recorded
             from audit_chain where tenant_id = $1 order by first_seq`,
      values: [tenant],
      page: STRETCHES,
    });
  }

  waiting(tenant: string): AsyncGenerator<readonly WaitingMark[], void, void> {
    return pagesOf<WaitingMark>(this.client, {
      text: `select mark_id as "markId", names, key_id as "keyId", mac, ${entryHashes('$1', 'names')} as recorded,
                    extract(epoch from clock_timestamp() - marked_at)::float8 as waits
             from audit_pending where tenant_id = $1 order by mark_id`,
      values: [tenant],
      page: MARKS,
    });
  }

  async head(tenant: string): Promise<HeadRow | null> {
    const { rows } = await this.client.query<HeadRow>(`${SELECT_HEAD} where tenant_id = $1`, [tenant]);
    return rows[0] ?? null;
  }

  async checkpoints(tenant: string): Promise<readonly CheckpointRow[]> {
    const { rows } = await this.client.query<CheckpointRow>(
      `select number, seq::float8 as seq, link, ${instant('at')} as at, key_id as "keyId", signature
       from audit_checkpoints where tenant_id = $1 order by number`,
      [tenant],
    );
    return rows;
  }

  /** What is on record and neither sealed nor waits for it: the first thousand, oldest first. */
  async unknown(tenant: string): Promise<readonly string[]> {
    return this.#names(
      `select name from (
         select at, 'timeline/' || incident_id || '/' || revision as name from timeline where tenant_id = $1
         union all select at, 'administration/' || entry_id from audit_entries where tenant_id = $1) recorded
       where not exists (select from (
         ${SEALED} union all select string_to_table(names, E'\\n') from audit_pending where tenant_id = $1
       ) sealed where sealed.name = recorded.name)
       order by at, name limit ${MOST_NAMED}`,
      tenant,
    );
  }

  /** What is in a chain more than once: the first thousand. */
  async twice(tenant: string): Promise<readonly string[]> {
    return this.#names(
      `select name from (${SEALED}) sealed group by name having count(*) > 1 limit ${MOST_NAMED}`,
      tenant,
    );
  }

  async #names(text: string, tenant: string): Promise<readonly string[]> {
    const { rows } = await this.client.query<{ name: string }>(text, [tenant]);
    return rows.map(({ name }) => name);
  }
}
