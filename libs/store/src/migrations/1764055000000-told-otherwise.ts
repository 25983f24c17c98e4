import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was told in a digest counts as told, and what was muted until it was over needs no telling any more. */
export class ToldOtherwise1764055000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every way to tell it was muted until its incident was over: nobody has to be told any more.
      alter table notices add column is_over boolean not null default false;
      create index deliveries_digested on deliveries (digest_id) where digest_id is not null;

      update notices n set told_at = told.at
      from (select d.tenant_id, d.notice_id, min(g.sent_at) as at
            from deliveries d join deliveries g on g.notice_id = d.digest_id and g.incident_id is null
            where d.digest_id is not null and g.state = 'sent' group by 1, 2) told
      where n.tenant_id = told.tenant_id and n.notice_id = told.notice_id and n.told_at is null;

      update notices n set is_over = true
      where n.told_at is null
        and exists (select from deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id)
        and not exists (select from deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id
                          and not (d.state = 'muted' and d.next_attempt_at is null));

      drop index notices_untold;
      create index notices_untold on notices (owed_at, notice_id)
        where told_at is null and acknowledged_at is null and not is_over;
    `);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it fills what was told; restore a backup instead.');
  }
}
