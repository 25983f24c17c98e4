import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of notices: under which clause each was owed, that it was accepted, and that its party knows. */
export class Ledger1764050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(NOTICES_OF_BEFORE);
    await runner.query(UNTOLD);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it drops what was acknowledged; restore a backup instead.');
  }
}

const COLUMNS = `
  alter table notices
    -- Null: it is owed by what somebody did or by a clock, which kind and details say, and not by a clause.
    add column clause_id text,
    add column policy_version text,
    -- When a receiver of its party first accepted it.
    add column told_at timestamptz,
    -- When its party is known to know, who of it, and through what: http, link, nats, cli, or work.
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    add column acknowledged_through text;
`;

const NOTICES_OF_BEFORE = `
  update notices n set
    -- They all followed from decisions: which one, as the message of a notice finds it.
    (clause_id, policy_version) = (
      select d.clause_id, d.policy_version from decisions d
      where d.tenant_id = n.tenant_id and d.incident_id = n.incident_id and d.decided_at <= n.owed_at
        and n.kind in ('assignment', 'advisory', 'recall')
      order by d.decided_at desc, ((d.queue = n.queue) = (n.kind = 'assignment')) desc, d.decision_id limit 1),
    told_at = (
      select min(d.sent_at) from deliveries d
      where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id and d.state = 'sent');
`;

const UNTOLD = `
  -- Who should know and does not, the longest owed first: small, however many were told.
  create index notices_untold on notices (owed_at, notice_id) where told_at is null and acknowledged_at is null;
`;
