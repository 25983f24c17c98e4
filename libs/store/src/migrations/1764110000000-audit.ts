import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What shows afterwards whether the record is as it was written. */
export class Audit1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What people changed that is no incident: policies, tenants, directories, contacts, keys and the like. Written in
      -- the transaction of the change. Microsoft's own are those of the tenant microsoft.
      create table audit_entries (
        tenant_id text not null,
        entry_id uuid not null,
        at timestamptz not null,
        actor text not null,
        action text not null,
        -- Which thing, by the name that people know it by.
        subject text not null,
        -- The incidents it touched, where it touched some.
        incident_ids uuid[] not null default '{}',
        change json not null,
        primary key (tenant_id, entry_id)
      );
      create index audit_entries_of_incident on audit_entries using gin (incident_ids) where incident_ids <> '{}';

      -- Entries that are committed and not sealed yet, a row for each transaction and tenant. Signed by who wrote them:
      -- what anybody else put into the record is never sealed.
      create table audit_pending (
        tenant_id text not null,
        mark_id uuid not null,
        -- A name a line: timeline/<incident>/<revision> or administration/<entry>.
        names text not null,
        key_id text,
        mac bytea,
        marked_at timestamptz not null default clock_timestamp(),
        -- Its signature is wrong. It stays, to be looked into.
        refused boolean not null default false,
        primary key (tenant_id, mark_id)
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, toast_tuple_target = 8160);
      alter table audit_pending alter column names set storage external;

      -- The chain, a row for what was sealed at once. Names a line each; 32 bytes of hash and of link for each.
      create table audit_chain (
        tenant_id text not null,
        first_seq bigint not null,
        entries integer not null,
        names text not null,
        hashes bytea not null,
        links bytea not null,
        key_id text not null,
        sealed_at timestamptz not null,
        primary key (tenant_id, first_seq)
      );
      alter table audit_chain alter column names set storage external;
      alter table audit_chain alter column hashes set storage external;
      alter table audit_chain alter column links set storage external;
      create index audit_chain_by_time on audit_chain (tenant_id, sealed_at);

      -- Where each chain ends. Whoever seals holds its row.
      create table audit_heads (
        tenant_id text primary key,
        seq bigint not null,
        link bytea not null,
        key_id text not null,
        mac bytea not null,
        checkpoints integer not null,
        checkpoint_seq bigint not null,
        checkpoint_at timestamptz
      );

      create table audit_checkpoints (
        tenant_id text not null,
        number integer not null,
        seq bigint not null,
        link bytea not null,
        at timestamptz not null,
        key_id text not null,
        signature text not null,
        primary key (tenant_id, number)
      );
      create index audit_checkpoints_by_seq on audit_checkpoints (tenant_id, seq);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_checkpoints, audit_heads, audit_chain, audit_pending, audit_entries;
    `);
  }
}
