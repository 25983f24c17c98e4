import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what is resolved by the devices it names as well, as `incidents_named` finds what is open. */
export class NamedResolved1764170000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index incidents_named_resolved on incidents using gin (named) with (fastupdate = on) where state = 'resolved'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index incidents_named_resolved');
  }
}
