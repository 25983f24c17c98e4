import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What row-level security needs of the tables. The roles, policies and privileges themselves are in `access/`, and are
 * brought to what stands there after each migration.
 */
export class RowSecurity1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATE);
    await runner.query(END_ABANDONED);
  }

  async down(): Promise<void> {
    throw new Error(
      'This migration cannot be undone, since it would mix what belongs to different tenants; restore a backup instead.',
    );
  }
}

const STATE = `
  -- Which policies and privileges the database was brought to.
  create table access_state (
    only_one boolean primary key default true check (only_one),
    digest text not null
  );
`;

const END_ABANDONED = `
  -- Ends sessions of the services that have waited for their process within a transaction for so long, with their locks.
  -- For the services, of which none may end another's.
  create function end_abandoned(timeout_ms integer) returns bigint language sql volatile security definer
  set search_path = pg_catalog as $$
    select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
    where usename = any('{demarc_api,demarc_router,demarc_notifier}') and datname = current_database()
      and pid <> pg_backend_pid() and wait_event = 'ClientRead'
      and xact_start is not null and state_change < clock_timestamp() - timeout_ms * interval '1 millisecond'
  $$;
`;
