import type { DataSource } from '@demarc/store';
import { keyOf } from './backlog.js';

/** An event row, by what makes it one of its kind. */
export interface KeptEvent {
  readonly tenant: string;
  readonly source: string;
  readonly id: string;
  readonly version: string;
  /** Of the message that brought it first. */
  readonly streamSeq: string;
  readonly decisions: number;
  readonly incidents: number;
}

export interface KeptQuarantine {
  readonly streamSeq: string;
  readonly raw: string;
  readonly reason: string;
}

/** The store's own books, read for an audit; each question is asked of all rows. */
export class Ledger {
  constructor(private readonly store: DataSource) {}

  events(): Promise<KeptEvent[]> {
    return this.store.query<KeptEvent[]>(`
      select e.tenant_id as tenant, e.source, e.source_event_id as id, e.version, e.stream_seq as "streamSeq",
        count(d.decision_id)::int as decisions, count(i.incident_id)::int as incidents
      from events e
      left join decisions d on d.tenant_id = e.tenant_id and d.event_id = e.event_id
      left join incidents i on i.tenant_id = d.tenant_id and i.incident_id = d.incident_id
      -- What the reconciliation says of itself was published by nobody.
      where e.source <> 'demarc:reconcile'
      group by e.tenant_id, e.event_id`);
  }

  async quarantine(): Promise<KeptQuarantine[]> {
    const rows = await this.store.query<(Omit<KeptQuarantine, 'raw'> & { raw: Buffer })[]>(
      'select stream_seq as "streamSeq", raw, reason from quarantine',
    );
    return rows.map((row) => ({ ...row, raw: row.raw.toString() }));
  }

  /**
   * Incidents whose count is not that of the events counted to them: of every decision, those whose event was not
   * older than what was known of it. Event ids are in the order in which events were decided.
   */
  miscounted(): Promise<unknown[]> {
    return this.store.query<unknown[]>(`
      with counted as (
        select d.tenant_id, d.incident_id, count(*)::int as events
        from decisions d join events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
        where not exists (
          select from events earlier
          where earlier.tenant_id = e.tenant_id and earlier.source = e.source
            and earlier.source_event_id = e.source_event_id and earlier.event_id < e.event_id and earlier.version > e.version)
        group by 1, 2)
      select i.reference, i.document->'eventCount' as says, c.events as counted
      from incidents i left join counted c using (tenant_id, incident_id)
      where (i.document->>'eventCount')::int is distinct from c.events`);
  }

  /** Incidents whose timeline is missing, has a gap, or does not end where the incident is. */
  brokenTimelines(): Promise<unknown[]> {
    return this.store.query<unknown[]>(`
      select i.reference, i.revision, t.entries, t.first, t.last
      from incidents i left join (
        select tenant_id, incident_id, count(*)::int as entries, min(revision) as first, max(revision) as last
        from timeline group by 1, 2) t using (tenant_id, incident_id)
      where t.first is distinct from 1 or t.last is distinct from i.revision or t.entries is distinct from i.revision`);
  }

  /** Incidents that nobody is owed the assignment of: one was forgotten. */
  withoutAssignment(): Promise<unknown[]> {
    return this.store.query<unknown[]>(`
      select i.reference from incidents i where not exists (
        select from notices n where n.tenant_id = i.tenant_id and n.incident_id = i.incident_id and n.kind = 'assignment')`);
  }

  /** Notices without a delivery, and those with one that has no record of having been taken. */
  untoldNotices(): Promise<unknown[]> {
    return this.store.query<unknown[]>(`
      select n.notice_id, n.state, d.state as delivery, d.reason from notices n
      left join deliveries d on d.tenant_id = n.tenant_id and d.notice_id = n.notice_id
      where n.state <> 'planned' or d.state is distinct from 'sent' or not exists (
        select from delivery_attempts a
        where a.tenant_id = d.tenant_id and a.delivery_id = d.delivery_id and a.outcome = 'sent')`);
  }

  /** The webhook ids under which the receiver must have seen every notice. */
  async webhookIds(): Promise<string[]> {
    const rows = await this.store.query<{ id: string }[]>(
      `select 'msg_' || notice_id || '_' || contact_id as id from deliveries where channel = 'webhook'`,
    );
    return rows.map(({ id }) => id);
  }

  /** When each event was committed, by its key, in milliseconds of the epoch of the server; it must keep commit times. */
  async committedAt(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.store.query<(KeptEvent & { at: number })[]>(`
      select tenant_id as tenant, source, source_event_id as id, version,
        (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at from events`);
    return new Map(rows.map((row) => [keyOf(row), row.at]));
  }

  /** Which events each webhook follows from, as keys: those decided in the moment it became owed. */
  async eventsBehindWebhooks(): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.store.query<(KeptEvent & { webhookId: string })[]>(`
      select 'msg_' || d.notice_id || '_' || d.contact_id as "webhookId",
        e.tenant_id as tenant, e.source, e.source_event_id as id, e.version
      from deliveries d
      join notices n on n.tenant_id = d.tenant_id and n.notice_id = d.notice_id
      join decisions c on c.tenant_id = n.tenant_id and c.incident_id = n.incident_id and c.decided_at = n.owed_at
      join events e on e.tenant_id = c.tenant_id and e.event_id = c.event_id`);
    const byWebhook = Map.groupBy(rows, ({ webhookId }) => webhookId);
    return new Map([...byWebhook].map(([id, behind]) => [id, behind.map(keyOf)]));
  }

  /** What a reconciliation ever missed, by kind, be it mended since; and how much of it was reported. */
  gapsEverFound(): Promise<unknown[]> {
    return this.store.query<unknown[]>(
      'select kind, count(*)::int as found, count(reported_at)::int as reported from gaps group by kind order by kind',
    );
  }

  async count(table: string): Promise<number> {
    const [row] = await this.store.query<{ rows: number }[]>(`select count(*)::int as rows from ${table}`);
    return row!.rows;
  }

  /** Notices nobody was tried for yet, and deliveries that have not been taken. */
  async undelivered(): Promise<number> {
    const [row] = await this.store.query<{ rows: number }[]>(
      `select ((select count(*) from notices where state <> 'planned')
             + (select count(*) from deliveries where next_attempt_at is not null))::int as rows`,
    );
    return row!.rows;
  }
}
