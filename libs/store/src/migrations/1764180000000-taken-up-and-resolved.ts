import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what was taken up or resolved in a period, as the figures of a report lead there. */
export class TakenUpAndResolved1764180000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Moments of documents are all in UTC and say so, so that they mean the same in every session.
      create function moment_of(given text) returns timestamptz language sql immutable parallel safe as
        'select given::timestamptz';

      -- Columns, since who is bound by row-level security finds nothing by an index on an expression of the document.
      alter table incidents
        add column acknowledged_at timestamptz generated always as (moment_of(document->>'acknowledgedAt')) stored,
        add column resolved_at timestamptz generated always as (moment_of(document->>'resolvedAt')) stored;

      -- These cost nothing when an incident is opened.
      create index incidents_acknowledged on incidents (acknowledged_at) where acknowledged_at is not null;
      create index incidents_by_resolution on incidents (resolved_at) where state = 'resolved';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table incidents drop column acknowledged_at, drop column resolved_at;
      drop function moment_of;
    `);
  }
}
