import type { ChannelType, Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { DeliveryState } from '../entities/delivery.entity.js';
import { onConnection } from './on-connection.js';

/** One answered attempt and the state it puts its delivery in. */
export interface AttemptRow {
  readonly tenant: string;
  readonly deliveryId: string;
  /** 1 the first time. */
  readonly attempt: number;
  readonly at: Instant;
  readonly durationMs: number;
  readonly target: string;
  readonly outcome: 'sent' | 'failedTemporarily' | 'failedPermanently';
  readonly reason: string;
  readonly answer: string | null;
  readonly state: Extract<DeliveryState, 'sent' | 'retrying' | 'failed'>;
  readonly nextAttemptAt: Instant | null;
  /** The contact's next channel, to be tried since this one failed for good; null: none. */
  readonly fallback: { readonly id: string; readonly channel: ChannelType; readonly target: string } | null;
}

/**
 * Records answered attempts, moves their deliveries on and keeps when a notice was first accepted, by itself or in a
 * digest, in one statement and therefore all or nothing.
 * Recording the same again changes nothing, and nothing undoes `sent`: when two processes tried the same delivery,
 * the receiver that took it once has it.
 */
export async function recordAttempts(store: DataSource, rows: readonly AttemptRow[]): Promise<void> {
  if (rows.length === 0) return;
  await onConnection(store, (client) =>
    client.query({
      name: 'record-attempts',
      text: `with answered as (
               select * from json_to_recordset($1::json) as a(tenant text, "deliveryId" uuid, attempt integer,
                 at timestamptz, "durationMs" integer, target text, outcome text, reason text, answer text,
                 state text, "nextAttemptAt" timestamptz, fallback jsonb)),
             moved as (
               update deliveries d set state = a.state, reason = a.reason, answer = a.answer,
                 attempts = greatest(d.attempts, a.attempt), next_attempt_at = a."nextAttemptAt",
                 sent_at = case when a.state = 'sent' then a.at end
               from answered a
               where d.tenant_id = a.tenant and d.delivery_id = a."deliveryId" and d.state <> 'sent'
                 and (a.state = 'sent' or d.attempts < a.attempt)
               returning d.tenant_id, d.delivery_id, d.notice_id, d.incident_id, d.contact_id, d.contact_name, d.sent_at),
             instead as (
               insert into deliveries (tenant_id, delivery_id, notice_id, incident_id, contact_id, contact_name, channel,
                 target, state, attempts, planned_at, retry_since, next_attempt_at)
               select m.tenant_id, (a.fallback->>'id')::uuid, m.notice_id, m.incident_id, m.contact_id, m.contact_name,
                 a.fallback->>'channel', a.fallback->>'target', 'pending', 0, a.at, a.at, a.at
               from answered a join moved m on m.tenant_id = a.tenant and m.delivery_id = a."deliveryId"
               where a.state = 'failed' and a.fallback is not null
               on conflict do nothing),
             -- Beside the notice itself, those that a digest tells: it is about no incident of its own.
             told_of as (
               select tenant_id, notice_id, sent_at from moved where sent_at is not null
               union all
               select d.tenant_id, d.notice_id, m.sent_at from moved m join deliveries d on d.digest_id = m.notice_id
               where m.sent_at is not null and m.incident_id is null),
             -- In one order, since two processes may have deliveries of the same notices.
             accepted as (
               select n.tenant_id, n.notice_id, t.at
               from (select tenant_id, notice_id, min(sent_at) as at from told_of group by 1, 2) t
               join notices n on n.tenant_id = t.tenant_id and n.notice_id = t.notice_id
               where n.told_at is null
               order by n.tenant_id, n.notice_id for update of n),
             told as (
               update notices n set told_at = a.at from accepted a
               where n.tenant_id = a.tenant_id and n.notice_id = a.notice_id)
             insert into delivery_attempts (tenant_id, delivery_id, attempt, at, duration_ms, target, outcome, reason, answer)
             select tenant, "deliveryId", attempt, at, "durationMs", target, outcome, reason, answer from answered
             on conflict do nothing`,
      values: [JSON.stringify(rows)],
    }),
  );
}
