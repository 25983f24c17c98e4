import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of notices: under which clause each was owed, and that its party knows. */
export class Ledger1764050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAUSES);
    await runner.query(ACKNOWLEDGEMENTS);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it drops what was acknowledged; restore a backup instead.');
  }
}

const CLAUSES = `
  alter table notices
    -- Null: it is owed by what somebody did or by a clock, which kind and details say, and not by a clause.
    add column clause_id text,
    add column policy_version text;

  -- Notices of before all followed from decisions: which one, as the message of a notice finds it.
  update notices n set clause_id = d.clause_id, policy_version = d.policy_version
  from notices same, lateral (
    select clause_id, policy_version from decisions
    where tenant_id = same.tenant_id and incident_id = same.incident_id and decided_at <= same.owed_at
    order by decided_at desc, ((queue = same.queue) = (same.kind = 'assignment')) desc, decision_id limit 1) d
  where same.tenant_id = n.tenant_id and same.notice_id = n.notice_id
    and n.kind in ('assignment', 'advisory', 'recall');
`;

const ACKNOWLEDGEMENTS = `
  alter table notices
    -- When its party is known to know, who of it, and through what: http, link, nats, cli, or work.
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    add column acknowledged_through text;
`;
