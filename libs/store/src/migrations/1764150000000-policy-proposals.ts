import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Publishing and adopting policies with two persons. That one of them is another than the one who proposed is a rule of
 * the tables, by name and by the subject of the sign-in provider: whatever code decides, it cannot be one.
 */
export class PolicyProposals1764150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table policy_proposals (
        proposal_id uuid primary key,
        -- Null: for all tenants.
        tenant_id text references tenants,
        policy_version text not null,
        title text not null,
        -- The file that is published by it; null: the policy is there already.
        document text,
        digest text,
        -- The tenant adopts it from then on; null: it is published alone.
        holds_from timestamptz,
        because text not null,
        -- Figures of a replay, as whoever proposed it saw them.
        replay jsonb,
        proposed_at timestamptz not null,
        proposed_by text not null,
        proposer_id text not null,
        expires_at timestamptz not null,
        state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
        decided_at timestamptz,
        decided_by text,
        decider_id text,
        reason text,
        check ((document is null) = (digest is null)),
        check (document is not null or holds_from is not null),
        check (holds_from is null or tenant_id is not null),
        constraint policy_proposals_decided check (
          (state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null)
          and (state = 'open') = (decider_id is null)),
        constraint policy_proposals_two_persons check (
          state not in ('approved', 'refused') or (decided_by <> proposed_by and decider_id <> proposer_id)),
        constraint policy_proposals_own check (state <> 'withdrawn' or decider_id = proposer_id)
      )`);
    await runner.query('create index policy_proposals_newest on policy_proposals (proposed_at desc)');
    await runner.query(`
      alter table policies
        add column approved_by text,
        add constraint policies_two_persons check (approved_by <> published_by)`);
    await runner.query(`
      alter table policy_adoptions
        add column approved_by text,
        add constraint policy_adoptions_two_persons check (approved_by <> adopted_by)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policy_adoptions drop column approved_by');
    await runner.query('alter table policies drop column approved_by');
    await runner.query('drop table policy_proposals');
  }
}
