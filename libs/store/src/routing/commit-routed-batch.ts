import type { PoolClient } from 'pg';
import { type CopyColumns, copyRows } from '../copy/copy-rows.js';
import { newId } from '../new-id.js';
import { type Written, noteSettled } from '../reconcile/note-settled.js';
import { insertIncidents, insertTimeline, updateIncidents, updateNamed } from '../queue/save-incidents.js';
import type { EventRow, QuarantineRow, RoutedBatch } from './routed-batch.js';

const DECISIONS_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  decision_id: 'uuid',
  event_id: 'uuid',
  incident_id: 'uuid',
  decided_at: 'timestamptz',
  queue: 'text',
  clause_id: 'text',
  policy_version: 'text',
  receipt: 'json',
};

const NOTICES_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  notice_id: 'uuid',
  incident_id: 'uuid',
  kind: 'text',
  queue: 'text',
  audience: 'json',
  because: 'text',
  clause_id: 'text',
  policy_version: 'text',
  details: 'json',
  owed_at: 'timestamptz',
  state: 'text',
};

const OUTBOX_COLUMNS: CopyColumns = {
  outbox_id: 'uuid',
  subject: 'text',
  body: 'text',
};

const EVENTS_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  event_id: 'uuid',
  message_id: 'uuid',
  source: 'text',
  source_event_id: 'text',
  version: 'text',
  kind: 'text',
  format: 'text',
  subject: 'text',
  stream_seq: 'int8',
  received_at: 'timestamptz',
  first_activity_at: 'timestamptz',
  headers: 'json',
  normalised: 'json',
  raw: 'bytea',
};

/** Writes everything a batch leaves behind. The caller's transaction makes it all or nothing. */
export async function commitRoutedBatch(client: PoolClient, batch: RoutedBatch): Promise<void> {
  await insertEvents(client, batch.events);
  const named = new Map(batch.named.map((one) => [one.incidentId, one]));
  // What closes or moves makes room for what opens: one open incident for each correlation and party.
  await updateIncidents(client, batch.changed);
  await insertIncidents(client, batch.opened, named);
  for (const { id } of batch.opened) named.delete(id);
  await updateNamed(client, [...named.values()]);
  await copyRows(
    client,
    'decisions',
    DECISIONS_COLUMNS,
    batch.decisions.map(({ tenant, decisionId, eventId, incidentId, decision }) => [
      tenant,
      decisionId,
      eventId,
      incidentId,
      decision.receipt.decidedAt,
      decision.queue,
      decision.clauseId,
      decision.policyVersion,
      decision.receipt,
    ]),
  );
  await insertTimeline(client, batch.timeline);
  await insertNotices(client, batch.notices);
  await insertOutbox(client, batch.outbox);
  const kept = await insertQuarantine(client, batch.quarantined);
  await noteSettled(client, {
    messages: batch.settled,
    events: batch.events.map(({ eventId: id, event: { tenant } }) => ({ tenant, id })),
    decisions: batch.decisions.map(({ tenant, decisionId: id }) => ({ tenant, id })),
    incidents: batch.opened,
    notices: batch.notices,
    quarantined: kept,
  });
}

/** Notices that are owed from now on, of their own accord; the notifier plans them once it is told of them. */
export async function oweNotices(client: PoolClient, notices: RoutedBatch['notices']): Promise<void> {
  await insertNotices(client, notices);
  await noteSettled(client, { notices });
}

/** The same as part of something bigger, which notes what it wrote ({@link noteSettled}). */
export async function insertNotices(client: PoolClient, notices: RoutedBatch['notices']): Promise<void> {
  await copyRows(
    client,
    'notices',
    NOTICES_COLUMNS,
    notices.map((notice) => [
      notice.tenant,
      notice.id,
      notice.incidentId,
      notice.kind,
      notice.queue,
      // Null stands for what most are for: the team.
      notice.audience === 'team' ? null : notice.audience,
      notice.because,
      notice.clauseId,
      notice.policyVersion,
      notice.details,
      notice.owedAt,
      'owed',
    ]),
  );
}

export async function insertOutbox(client: PoolClient, outbox: RoutedBatch['outbox']): Promise<void> {
  await copyRows(
    client,
    'outbox',
    OUTBOX_COLUMNS,
    outbox.map(({ subject, body }) => [newId(), subject, body]),
  );
}

async function insertEvents(client: PoolClient, events: readonly EventRow[]): Promise<void> {
  await copyRows(
    client,
    'events',
    EVENTS_COLUMNS,
    events.map(({ event, ...row }) => [
      event.tenant,
      row.eventId,
      row.messageId,
      event.source,
      event.id,
      event.version,
      event.kind,
      event.format,
      row.subject,
      row.streamSeq,
      row.receivedAt,
      event.firstActivityAt,
      row.headers,
      event,
      row.raw,
    ]),
  );
}

/** A redelivered message that was quarantined before is not quarantined again. Answers what is new. */
async function insertQuarantine(client: PoolClient, rows: readonly QuarantineRow[]): Promise<readonly Written[]> {
  const kept: Written[] = [];
  for (const row of rows) {
    const { rowCount } = await client.query({
      name: 'insert-quarantine',
      text: `insert into quarantine (quarantine_id, tenant_id, reason, field, detail, subject, headers, raw, received_at, stream_seq,
               state, format, source, bytes)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (stream_seq, received_at) do nothing`,
      values: [
        row.quarantineId,
        row.tenant,
        row.reason,
        row.field,
        row.detail,
        row.subject,
        row.headers,
        row.raw && Buffer.from(row.raw),
        row.receivedAt,
        row.streamSeq,
        row.raw ? 'waiting' : 'not-kept',
        row.format,
        row.source,
        row.bytes,
      ],
    });
    if (rowCount === 1) kept.push({ tenant: row.tenant, id: row.quarantineId });
  }
  return kept;
}
