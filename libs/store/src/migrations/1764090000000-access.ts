import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People sign in and keys have purposes: what was kept by a name alone is kept by tenant and name. */
export class Access1764090000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The provider's own systems have keys too, and it is no tenant.
      alter table api_keys drop constraint api_keys_tenant_id_fkey;
      -- False: made by somebody who sees no security incidents, and neither does it.
      alter table api_keys add column sees_security boolean not null default true;

      -- Two customers may each have a Dana. The tenant of whoever saved it, microsoft for the provider's people.
      alter table views add column tenant_id text not null default 'microsoft';
      alter table views drop constraint views_pkey;
      alter table views add primary key (tenant_id, owner_kind, owner, name);

      alter table command_answers add column tenant_id text not null default 'microsoft';
      alter table command_answers drop constraint command_answers_pkey;
      alter table command_answers add primary key (tenant_id, actor, key);
    `);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since names would clash; restore a backup instead.');
  }
}
