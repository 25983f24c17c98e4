import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done about quarantined messages, and what is kept of them when they go. */
export class WorkingQuarantine1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quarantine
        -- domain/event/quarantine.ts says what each means.
        add column state text not null default 'waiting',
        add column format text,
        add column source text,
        -- Null in rows of a router that does not know it yet.
        add column bytes integer,
        -- What was asked last: one id for all messages that were asked for together.
        add column redrive_id uuid,
        add column as_tenant text,
        add column as_kind text,
        add column as_format text,
        add column worked_by text,
        add column worked_at timestamptz,
        add column history jsonb not null default '[]',
        -- Gone when the message is old or room is needed; the row stays.
        alter column raw drop not null;
      update quarantine set bytes = octet_length(raw), format = nullif(split_part(subject, '.', 4), '');

      create index quarantine_redriving on quarantine (received_at, stream_seq) where state = 'redriving';
      create index quarantine_waiting on quarantine (received_at) where state = 'waiting';
      create index quarantine_worked on quarantine (worked_at) where state in ('redriven', 'discarded') and raw is not null;
      create index quarantine_kept on quarantine (tenant_id, state, received_at) include (bytes) where raw is not null;
      create index quarantine_by_redrive on quarantine (redrive_id) where redrive_id is not null;

      -- What wants somebody's eye before something is lost: one row while it holds.
      create table quarantine_warnings (
        scope text primary key,
        message text not null,
        since timestamptz not null
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since bytes may be gone; restore a backup instead.');
  }
}
