import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of a tenant's own, with which notices are worded before those that ship. */
export class Templates1764020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TEMPLATES);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it drops what tenants wrote; restore a backup instead.');
  }
}

const TEMPLATES = `
  create table notice_templates (
    tenant_id text not null references tenants,
    kind text not null,
    -- Null: for every channel that has none of its own.
    channel text,
    -- A language alone, such as fr.
    language text not null,
    template text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    unique nulls not distinct (tenant_id, kind, channel, language)
  );
`;
