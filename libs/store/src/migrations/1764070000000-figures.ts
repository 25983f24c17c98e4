import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what happened in a period, without a cost to those who write. */
export class Figures1764070000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Both tables grow in order of time, so that a summary of each block range is enough to find a period; keeping it
      -- costs the router nothing that can be measured.
      create index timeline_by_time on timeline using brin (at) with (autosummarize = on);
      create index notices_by_time on notices using brin (owed_at) with (autosummarize = on);
      -- What a customer's reader does not count: few, and found by no other index.
      create index incidents_internal on incidents (tenant_id, incident_id) where is_internal;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index incidents_internal, notices_by_time, timeline_by_time');
  }
}
