import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Digests, untold notices and gaps that are about security are for who sees security. That is said by the policies in
 * `access/`, to which the database is brought after this: it is here so that no service of this version starts before.
 */
export class DigestsOfSecurity1764160000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update access_state set digest = ''`);
  }

  async down(): Promise<void> {
    // Nothing to take away: the version before brings the policies to its own when it migrates.
  }
}
