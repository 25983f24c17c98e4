import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of a party is told of what and when: roles, support hours, and turns. */
export class ContactsAndSchedules1764010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contacts
        add column role text not null default 'preferred',
        add column expert_areas text[] not null default '{}',
        add column hours jsonb not null default '"24x7"',
        add column reach text not null default 'every';

      create table on_call_schedules (
        tenant_id text not null references tenants,
        area text not null,
        document jsonb not null,
        primary key (tenant_id, area)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table on_call_schedules;
      alter table contacts drop column role, drop column expert_areas, drop column hours, drop column reach;
    `);
  }
}
