import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What deciding by versions and by dates needs: a directory whose every state can be looked up again, incidents that
 * can be found by the devices they name, and policies that hold from a day.
 */
export class Responsibility1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DIRECTORY);
    await runner.query(DEVICES);
    await runner.query(INCIDENTS);
    await runner.query(DECISIONS);
    await runner.query(POLICIES);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it rewrites documents; restore a backup instead.');
  }
}

const DIRECTORY = `
  alter table tenants
    add column directory_as_of timestamptz,
    add column directory_coverage text not null default 'complete',
    -- A day: MMD's own reports and Defender's tag sync are daily. Null: it never gets stale.
    add column directory_fresh_hours integer default 24,
    add column area_rules jsonb not null default '[]';

  -- Every state of a tenant's directory. Also an import that changed no device is one, since it is newer.
  create table directory_imports (
    tenant_id text not null references tenants,
    revision bigint not null,
    imported_at timestamptz not null,
    -- When the inventory was read at its source.
    as_of timestamptz not null,
    coverage text not null,
    fresh_hours integer,
    added integer not null,
    changed integer not null,
    unchanged integer not null,
    primary key (tenant_id, revision)
  );

  -- Imports of before left their devices; what they found unchanged nobody knows any more.
  insert into directory_imports (tenant_id, revision, imported_at, as_of, coverage, fresh_hours, added, changed, unchanged)
  select d.tenant_id, d.revision, min(d.recorded_at), min(d.recorded_at), 'complete', 24,
         count(*) filter (where first.revision = d.revision), count(*) filter (where first.revision < d.revision), 0
  from devices d
  join (select tenant_id, device_id, min(revision) as revision from devices group by 1, 2) first
    using (tenant_id, device_id)
  group by d.tenant_id, d.revision;

  -- The import of an empty file left no device.
  insert into directory_imports (tenant_id, revision, imported_at, as_of, coverage, fresh_hours, added, changed, unchanged)
  select tenant_id, directory_revision, created_at, created_at, 'complete', 24, 0, 0, 0
  from tenants where directory_loaded
  on conflict do nothing;

  update tenants t set directory_as_of = i.as_of
  from directory_imports i
  where t.directory_loaded and i.tenant_id = t.tenant_id and i.revision = t.directory_revision;

  -- Not kept beside its successor: a process of the release before would misread the devices below, and must stop.
  alter table tenants drop column directory_loaded;
`;

const DEVICES = `
  create function pg_temp.dated(known jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_agg(jsonb_build_object('value', held, 'from', null, 'until', null) order by at), '[]')
    from jsonb_array_elements(known) with ordinality as listed(held, at) where held <> 'null'
  $$;
  create function pg_temp.keys(prefix text, held jsonb) returns text[] language sql immutable as $$
    select coalesce(array_agg(prefix || lower(one->>'value')), '{}') from jsonb_array_elements(held) one
  $$;

  alter table devices
    add column superseded_revision bigint,
    -- All that an event may name it by, as the domain writes them (keysOfDevice).
    add column keys text[] not null default '{}';

  update devices d set
    superseded_revision = later.revision,
    document = (d.document - 'ring') || jsonb_build_object(
      'intuneId', null,
      'rings', pg_temp.dated(jsonb_build_array(d.document->'ring')),
      'tags', pg_temp.dated(d.document->'tags'),
      'groups', '[]'::jsonb, 'users', '[]'::jsonb, 'registrations', '[]'::jsonb),
    keys = array(select distinct key from unnest(
      array['entra:' || lower(d.entra_id), 'serial:' || lower(d.serial)]
      || pg_temp.keys('defender:', d.document->'defenderIds')
      || array(select 'name:' || split_part(lower(btrim(one->>'value')), '.', 1)
               from jsonb_array_elements(d.document->'names') one)
    ) key where key is not null)
  from (
    select tenant_id, device_id, revision as own, lead(revision) over (partition by tenant_id, device_id order by revision) as revision
    from devices
  ) later
  where later.tenant_id = d.tenant_id and later.device_id = d.device_id and later.own = d.revision;

  alter table devices alter column keys drop default;
  create index devices_keys on devices using gin (keys);
  -- Pages of what one import changed are read in order of the device.
  drop index devices_changes;
  create index devices_changes on devices (tenant_id, revision, device_id);
  create index devices_superseded on devices (tenant_id, superseded_revision, device_id) where superseded_revision is not null;
`;

const INCIDENTS = `
  alter table incidents
    -- By what a change of the directory finds the incidents it may concern (keysOfSubject of the domain).
    add column named text[] not null default '{}';

  update incidents i set document = i.document || jsonb_build_object(
    'review', '[]'::jsonb,
    'decisionId', (select d.decision_id from decisions d
                   where d.tenant_id = i.tenant_id and d.incident_id = i.incident_id
                   order by d.decided_at, d.decision_id limit 1),
    'informed', null, 'clocks', null, 'serviceImpactFlag', null, 'linked', '[]'::jsonb, 'claims', null);

  create index incidents_named on incidents using gin (named) with (fastupdate = on) where state <> 'resolved';
  -- What no rule could place, to be listed and counted so that the rules improve.
  create index incidents_of_other_area on incidents (tenant_id, opened_at, incident_id) where document->>'area' = 'other';
`;

const DECISIONS = `
  -- Receipts have grown to two kilobytes: like events they stay in the row, since compressing costs more than it saves.
  alter table decisions set (toast_tuple_target = 8160);
  alter table decisions alter column receipt set storage external;
`;

const POLICIES = `
  -- Asked for, and gone once done: deciding again after the directory, the policy or a person's word changed.
  create table redecisions (
    redecision_id uuid primary key,
    tenant_id text not null,
    reason text not null,
    -- Of the directory, when it is the reason.
    revision bigint,
    -- Null: every incident that the reason may concern.
    incident_id uuid,
    -- A directory is looked through twice: a router that has not heard of it yet may still commit by the old one.
    pass integer not null,
    asked_at timestamptz not null,
    not_before timestamptz not null
  );

  -- Never overwritten: a receipt names its version for ever.
  create table policies (
    policy_version text primary key,
    -- Null: for all tenants.
    tenant_id text,
    title text not null,
    -- The file as it was published.
    document text not null,
    digest text not null,
    published_at timestamptz not null,
    published_by text not null
  );

  create table policy_adoptions (
    tenant_id text not null references tenants,
    adoption_id uuid not null,
    policy_version text not null,
    holds_from timestamptz not null,
    adopted_at timestamptz not null,
    adopted_by text not null,
    primary key (tenant_id, adoption_id)
  );
`;
