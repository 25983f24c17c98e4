import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps notices back for a time: silences, maintenance, quiet hours, and too many at once. */
export class Muting1764030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table silences (
        silence_id uuid primary key,
        kind text not null,
        -- Null: of all customers.
        tenant_id text references tenants,
        mutes text not null,
        matchers jsonb not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz not null,
        cancelled_at timestamptz,
        -- Of maintenance: that its begin and its end were told.
        begin_told boolean not null default false,
        end_told boolean not null default false
      );
      create index silences_by_end on silences (ends_at);
      create index silences_to_tell on silences (starts_at) where kind = 'maintenance' and not end_told;

      -- How many single notices a contact was sent through a channel since the window began.
      create table contact_windows (
        contact_id uuid not null,
        channel text not null,
        target text not null,
        began_at timestamptz not null,
        sent integer not null,
        primary key (contact_id, channel, target)
      );

      alter table tenants add column inhibition_rules jsonb;
      alter table deliveries add column digest_id uuid;
      -- What waits to be told in a digest, by whom it is for.
      create index deliveries_throttled on deliveries (contact_id, channel, target, next_attempt_at)
        where state = 'held' and reason = 'throttled';
      -- What may explain others: few incidents are operational, so that the router hardly pays for it.
      create index incidents_open_operational on incidents (tenant_id, (document->>'area'))
        where state <> 'resolved' and document->>'kind' = 'operational';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index incidents_open_operational, deliveries_throttled;
      alter table deliveries drop column digest_id;
      alter table tenants drop column inhibition_rules;
      drop table contact_windows, silences;
    `);
  }
}
