import type { ChannelType, Instant, Notice } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { noteSettled } from '../reconcile/note-settled.js';
import { onConnection } from './on-connection.js';

/** What became of a notice: `planned` with deliveries, or `unreachable` because its party has no contact. */
export interface PlannedNotice extends Notice {
  readonly state: 'planned' | 'unreachable';
  /** The notice's whole message; kept, so that it can be sent again without asking anybody. */
  readonly message: unknown;
}

export interface PlannedDelivery {
  readonly id: string;
  readonly tenant: string;
  readonly noticeId: string;
  readonly incidentId: string | null;
  readonly contactId: string;
  readonly contactName: string;
  readonly channel: ChannelType;
  readonly target: string;
  readonly plannedAt: Instant;
  /** `held`: it is told in a digest, from `nextAttemptAt` on. */
  readonly state: 'pending' | 'held';
  readonly reason: 'throttled' | null;
  /** Until then the planning process sends it itself; afterwards anybody claims it. */
  readonly nextAttemptAt: Instant;
}

/**
 * Writes what is to be sent for a batch of notices, in one statement and therefore all or nothing.
 * Answers the ids of the deliveries that are new: those that an earlier copy of the notice planned are left alone.
 * A notice that is planned already stays so. Notices must differ from each other.
 */
export async function planNotices(
  store: DataSource,
  notices: readonly PlannedNotice[],
  deliveries: readonly PlannedDelivery[],
): Promise<ReadonlySet<string>> {
  return onConnection(store, (client) => insertAll(client, notices, deliveries));
}

/** The same for one notice with its one delivery, in the caller's transaction. */
export async function insertPlanned(
  client: PoolClient,
  notice: PlannedNotice,
  delivery: PlannedDelivery,
): Promise<void> {
  await insertAll(client, [notice], [delivery]);
  await noteSettled(client, { notices: [notice] });
}

async function insertAll(
  client: PoolClient,
  notices: readonly PlannedNotice[],
  deliveries: readonly PlannedDelivery[],
): Promise<ReadonlySet<string>> {
  const planned = Map.groupBy(deliveries, ({ noticeId }) => noticeId);
  const counted = notices.map((notice) => ({ ...notice, deliveries: planned.get(notice.id)?.length ?? 0 }));
  const { rows } = await client.query<{ delivery_id: string }>({
    name: 'plan-notices',
    text: `with told as (
               insert into notices (tenant_id, notice_id, incident_id, kind, queue, audience, because, clause_id,
                 policy_version, details, owed_at, state, message, deliveries_planned)
               select tenant, id, "incidentId", kind, queue, audience, because, "clauseId", "policyVersion", details, "owedAt", state, message, deliveries
               from json_to_recordset($1::json) as n(tenant text, id uuid, "incidentId" uuid, kind text, queue text,
                 audience json, because text, "clauseId" text, "policyVersion" text, details json,
                 "owedAt" timestamptz, state text, message json, deliveries integer)
               order by tenant, id
               on conflict (tenant_id, notice_id) do update set state = excluded.state, message = excluded.message,
                 deliveries_planned = excluded.deliveries_planned
               where notices.state <> 'planned')
             insert into deliveries (tenant_id, delivery_id, notice_id, incident_id, contact_id, contact_name, channel,
               target, state, reason, attempts, planned_at, retry_since, next_attempt_at)
             select tenant, id, "noticeId", "incidentId", "contactId", "contactName", channel,
               target, state, reason, 0, "plannedAt", "plannedAt", "nextAttemptAt"
             from json_to_recordset($2::json) as d(tenant text, id uuid, "noticeId" uuid, "incidentId" uuid,
               "contactId" uuid, "contactName" text, channel text, target text, state text, reason text, "plannedAt" timestamptz,
               "nextAttemptAt" timestamptz)
             order by tenant, "noticeId", "contactId", channel, target
             on conflict do nothing
             returning delivery_id`,
    values: [JSON.stringify(counted), JSON.stringify(deliveries)],
  });
  return new Set(rows.map((row) => row.delivery_id));
}
