import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answering back from outside: API keys, and the one use of each link that was mailed. */
export class AnsweringBack1764060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
    await runner.query(LINKS);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it drops keys and used links; restore a backup instead.');
  }
}

const KEYS = `
  create table api_keys (
    key_id uuid primary key,
    tenant_id text not null references tenants,
    name text not null,
    purpose text not null,
    -- SHA-256 of the secret, which is 256 random bits: nothing slower is needed, and the secret itself is kept nowhere.
    secret_sha256 bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    -- To the minute.
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  -- Who acted can be told by its name; a name is free again once its key is revoked.
  create unique index api_keys_by_name on api_keys (tenant_id, name) where revoked_at is null;
`;

const LINKS = `
  create table link_secrets (
    -- One for all processes, made by the first that needs it.
    only_one boolean primary key default true check (only_one),
    secret text not null
  );

  create table used_links (
    tenant_id text not null,
    notice_id uuid not null,
    contact_id uuid not null,
    command text not null,
    used_at timestamptz not null,
    used_by text not null,
    primary key (tenant_id, notice_id, contact_id, command)
  );
`;
