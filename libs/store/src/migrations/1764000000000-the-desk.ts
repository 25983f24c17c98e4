import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What working the queues needs: offers, clocks that run by themselves, and notices that tell more than who owns what. */
export class TheDesk1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INCIDENTS);
    await runner.query(NOTICES);
    await runner.query(COMMANDS);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it rewrites documents; restore a backup instead.');
  }
}

const INCIDENTS = `
  alter table tenants
    -- What differs from the shipped service levels: hours, clocks, escalation.
    add column service_levels jsonb not null default '{}';

  -- The earliest moment at which something is due; null: nothing is.
  alter table incidents add column next_due_at timestamptz;

  update incidents set
    document = document || jsonb_build_object(
      'decidedQueue', document->'queue', 'offer', null, 'refusals', 0, 'disputedAt', null, 'snoozed', null,
      'waiting', null, 'internal', false, 'mergedInto', null, 'timers', '{}'::jsonb, 'escalation', null,
      'acknowledgedBy', null, 'loweredFrom', null, 'dues', '[]'::jsonb);

  -- The party that answers by the policy: after an accepted handover it is not the one that holds it.
  alter table incidents add column decided_party text not null
    generated always as (coalesce(split_part(document->>'decidedQueue', '/', 1), party)) stored;
  -- Who took an incident over by agreement may have one of its own of the same correlation: the key is the decision's.
  drop index incidents_open_by_correlation;
  create unique index incidents_open_by_correlation on incidents (tenant_id, correlation_key, decided_party)
    where state <> 'resolved';
  -- What still comes under the correlation of a merged incident goes to the one that goes on.
  create index incidents_merged on incidents (tenant_id, correlation_key) where document->>'mergedInto' is not null;
  -- Claimed in this order with "for update skip locked".
  create index incidents_due on incidents (next_due_at) where next_due_at is not null;
`;

const NOTICES = `
  alter table notices
    -- A digest or a window of maintenance is about no incident.
    alter column incident_id drop not null,
    -- Null: the team's contacts.
    add column audience json,
    -- What its kind tells beside the incident.
    add column details json;
  alter table deliveries alter column incident_id drop not null;
`;

const COMMANDS = `
  -- What a command with an Idempotency-Key was answered, so that sending it again changes nothing.
  create table command_answers (
    actor text not null,
    key text not null,
    -- Of what was asked: the same key with something else is a mistake.
    fingerprint text not null,
    answered_at timestamptz not null,
    answer json not null,
    primary key (actor, key)
  );
  create index command_answers_by_age on command_answers (answered_at);
`;
