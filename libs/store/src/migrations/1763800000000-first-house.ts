import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every table is led by its tenant, so that it can be partitioned, sharded and fenced by it later. */
export class FirstHouse1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tenants (
        tenant_id text primary key,
        name text not null,
        entra_tenant_id text,
        directory_revision bigint not null default 0,
        directory_loaded boolean not null default false,
        created_at timestamptz not null default now()
      );

      -- A record is never overwritten: the version that is superseded stays, so that a decision can be recomputed as it was.
      create table devices (
        tenant_id text not null references tenants,
        device_id uuid not null,
        revision bigint not null,
        entra_id text,
        serial text,
        document jsonb not null,
        recorded_at timestamptz not null,
        superseded_at timestamptz,
        primary key (tenant_id, device_id, revision)
      );
      create unique index devices_current on devices (tenant_id, device_id) where superseded_at is null;
      create unique index devices_current_entra_id on devices (tenant_id, entra_id) where superseded_at is null;
      create index devices_changes on devices (tenant_id, revision);

      create table contacts (
        tenant_id text not null references tenants,
        contact_id uuid not null,
        party text not null,
        area text not null,
        kind text not null,
        name text not null,
        language text not null,
        phone text,
        channels jsonb not null,
        primary key (tenant_id, contact_id),
        unique (tenant_id, party, area, name)
      );

      create table events (
        tenant_id text not null,
        event_id uuid not null,
        message_id uuid not null,
        source text not null,
        source_event_id text not null,
        version text not null,
        kind text not null,
        format text not null,
        subject text not null,
        stream_seq bigint not null,
        received_at timestamptz not null,
        first_activity_at timestamptz not null,
        headers json not null,
        normalised json not null,
        -- The message byte for byte; on the first event of a message that carries several, null on the others.
        raw bytea,
        primary key (tenant_id, event_id),
        unique (tenant_id, source, source_event_id, version)
      ) with (toast_tuple_target = 8160);
      -- Two-kilobyte alerts stay in the row uncompressed: compressing them costs more than the disk they save.
      alter table events alter column raw set storage external;
      create index events_by_message on events (tenant_id, message_id);

      create table incidents (
        tenant_id text not null,
        incident_id uuid not null,
        reference text not null,
        state text not null,
        party text not null,
        queue text not null,
        severity text not null,
        assignee text,
        correlation_key text not null,
        opened_at timestamptz not null,
        last_activity_at timestamptz not null,
        revision integer not null,
        document jsonb not null,
        primary key (tenant_id, incident_id)
      ) with (fillfactor = 90);
      create unique index incidents_open_by_correlation on incidents (tenant_id, correlation_key, party) where state <> 'resolved';
      create index incidents_by_id on incidents (incident_id);
      create index incidents_by_reference on incidents (reference text_pattern_ops);
      -- Pages of the api. Ascending, so that new incidents append at the right edge; a page of the newest is read backwards.
      create index incidents_by_time on incidents (opened_at, incident_id);
      create index incidents_by_tenant on incidents (tenant_id, opened_at, incident_id);
      create index incidents_open_by_queue on incidents (queue, opened_at, incident_id) include (tenant_id, state) where state <> 'resolved';
      create index incidents_open_by_severity on incidents (queue, severity, opened_at, incident_id) where state <> 'resolved';

      create table decisions (
        tenant_id text not null,
        decision_id uuid not null,
        event_id uuid not null,
        incident_id uuid not null,
        decided_at timestamptz not null,
        queue text not null,
        clause_id text not null,
        policy_version text not null,
        receipt json not null,
        primary key (tenant_id, decision_id)
      );
      create index decisions_by_incident on decisions (tenant_id, incident_id, decided_at);
      create index decisions_by_event on decisions (tenant_id, event_id);

      create table timeline (
        tenant_id text not null,
        incident_id uuid not null,
        revision integer not null,
        at timestamptz not null,
        type text not null,
        actor_party text not null,
        actor_name text not null,
        change json not null,
        primary key (tenant_id, incident_id, revision)
      );

      create table notices (
        tenant_id text not null,
        notice_id uuid not null,
        incident_id uuid not null,
        kind text not null,
        queue text not null,
        because text not null,
        owed_at timestamptz not null,
        -- owed: nobody was tried yet; planned: deliveries exist; unreachable: there is no contact at all.
        state text not null,
        -- The whole notice as its channels write it; null while it is owed.
        message json,
        primary key (tenant_id, notice_id)
      ) with (fillfactor = 90);
      create index notices_by_incident on notices (tenant_id, incident_id);
      create index notices_not_planned on notices (owed_at) where state <> 'planned';

      create table deliveries (
        tenant_id text not null,
        delivery_id uuid not null,
        notice_id uuid not null,
        incident_id uuid not null,
        contact_id uuid not null,
        contact_name text not null,
        channel text not null,
        target text not null,
        -- pending: never answered; retrying: failed for now; sent: the receiver took it; failed: given up, can be redriven.
        state text not null,
        reason text,
        answer text,
        attempts integer not null,
        planned_at timestamptz not null,
        -- Retries end so long after this moment; a redrive begins it anew.
        retry_since timestamptz not null,
        -- When it is due, or until when the process that sends it right now holds it; null when nothing is due.
        next_attempt_at timestamptz,
        sent_at timestamptz,
        primary key (tenant_id, delivery_id),
        -- The target is part of it, because a contact may have two addresses on one channel.
        unique (tenant_id, notice_id, contact_id, channel, target)
      ) with (fillfactor = 80);
      create index deliveries_due on deliveries (next_attempt_at) where next_attempt_at is not null;
      create index deliveries_failed on deliveries (delivery_id) where state = 'failed';
      create index deliveries_by_id on deliveries (delivery_id);
      create index deliveries_by_incident on deliveries (tenant_id, incident_id);

      create table delivery_attempts (
        tenant_id text not null,
        delivery_id uuid not null,
        attempt integer not null,
        at timestamptz not null,
        duration_ms integer not null,
        -- Where this attempt went: a contact's address may be corrected between two attempts.
        target text not null,
        outcome text not null,
        reason text not null,
        answer text,
        primary key (tenant_id, delivery_id, attempt)
      );

      create table outbox (
        outbox_id uuid primary key,
        subject text not null,
        body text not null
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, toast_tuple_target = 8160);
      -- Read once and deleted within milliseconds: not worth compressing.
      alter table outbox alter column body set storage external;

      create table quarantine (
        quarantine_id uuid primary key,
        -- As the subject names it; null when it names none.
        tenant_id text,
        reason text not null,
        field text,
        detail text not null,
        subject text not null,
        headers json not null,
        raw bytea not null,
        received_at timestamptz not null,
        stream_seq bigint not null,
        -- A message that is delivered again is quarantined once.
        unique (stream_seq, received_at)
      );
      create index quarantine_by_time on quarantine (received_at desc);
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migration cannot be undone; restore a backup instead.');
  }
}
