import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How much of what is limited was used in the window that runs: a row for each key. Unlogged, since a window is a minute
 * and a crash may well forget it. Names and types of columns are those of rate-limiter-flexible.
 */
export class RateLimits1764145000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table rate_limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rate_limits');
  }
}
