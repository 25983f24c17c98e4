import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether everything that came in and everything that is owed is still there: what each commit settled, and what is missing. */
export class Reconciliation1764120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTLEMENTS);
    await runner.query(STREAMS);
    await runner.query(GAPS);
    await runner.query(LOOKS);
    await runner.query(TRACES);
  }

  async down(): Promise<void> {
    throw new Error(
      'This migration cannot be undone, since it drops what was accounted for; restore a backup instead.',
    );
  }
}

const SETTLEMENTS = `
  -- Written in the transaction that it tells of, a row for each tenant: which messages it settled and which rows it wrote.
  create table settlements (
    settlement_id uuid primary key,
    -- Null: messages whose subject names no tenant.
    tenant_id text,
    settled_at timestamptz not null default now(),
    -- The stream the messages came from, with the time it was made; null: no message, but a person or a clock.
    stream text,
    sequences int8multirange not null default '{}',
    events uuid[] not null,
    decisions uuid[] not null,
    incidents uuid[] not null,
    notices uuid[] not null,
    quarantined uuid[] not null,
    -- Its sequences are counted in event_streams, and its rows were found once.
    counted boolean not null default false
  );
  -- Random bits: nothing to compress.
  alter table settlements
    alter column events set storage external, alter column decisions set storage external,
    alter column incidents set storage external, alter column notices set storage external,
    alter column quarantined set storage external;
  create index settlements_not_counted on settlements (settlement_id) where not counted;

  -- What was taken away on purpose (retention, a redrive), so that nobody misses it.
  create table removals (
    removed_id uuid primary key,
    tenant_id text,
    -- The table it stood in.
    what text not null,
    because text not null,
    removed_at timestamptz not null default now()
  );
`;

const STREAMS = `
  -- Each stream of events there ever was: NATS that is started with an empty store counts from 1 again.
  create table event_streams (
    stream text primary key,
    first_seen_at timestamptz not null,
    looked_at timestamptz not null,
    -- The highest sequence that it was seen to have given to a publisher.
    last_seq bigint not null,
    -- All that is accounted for: settled, or older than this book.
    settled int8multirange not null
  );
`;

const GAPS = `
  create table gaps (
    gap_id uuid primary key,
    kind text not null,
    -- Null: nobody can say whose it was.
    tenant_id text,
    -- The one thing that is missing: an id, or a stream and its sequences.
    what text not null,
    facts json not null,
    found_at timestamptz not null,
    -- Mended, or accepted by a person.
    closed_at timestamptz,
    closed_by text,
    closed_because text,
    -- When an incident was told of it, and that it is closed.
    reported_at timestamptz,
    over_reported_at timestamptz
  );
  create unique index gaps_open on gaps (kind, what) where closed_at is null;
  create index gaps_to_report on gaps (kind, tenant_id) where closed_at is null or over_reported_at is null;
`;

const LOOKS = `
  -- One row: how far the looking has come.
  create table reconciliation (
    only_one boolean primary key default true check (only_one),
    looked_at timestamptz,
    -- Everything that was committed by then was found.
    checked_through timestamptz,
    -- Older settlements are looked at again in turns: the last one, and when the turn began and the one before ended.
    again_after uuid,
    turn_began_at timestamptz,
    turn_ended_at timestamptz
  );
  insert into reconciliation default values;

  -- Somebody wants everything since then looked at now.
  create table reconciliation_asks (
    ask_id uuid primary key,
    asked_at timestamptz not null,
    everything boolean not null,
    since timestamptz,
    done_at timestamptz,
    looked_at_rows bigint
  );
`;

const TRACES = `
  -- How many deliveries it was planned with; null: it is not planned, or was before this was counted.
  alter table notices add column deliveries_planned integer;
  -- By which sequence an event came; rows lie in that order, so that this index is a few pages.
  create index events_by_sequence on events using brin (stream_seq) with (autosummarize = on);
`;
