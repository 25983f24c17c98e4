import {
  type ChannelType,
  type Contact,
  DIGEST_ITEMS,
  type DigestItem,
  type Instant,
  type Queue,
  instantOf,
} from '@demarc/domain';
import type { PoolClient } from 'pg';
import { CONTACT_AS_JSON } from '../directory/contact-columns.js';

/** What a contact was not told singly and is told in one digest. */
export interface DigestGroup {
  readonly contact: Contact;
  readonly channel: ChannelType;
  readonly target: string;
  readonly queue: Queue;
  readonly since: Instant;
  readonly count: number;
  /** The most severe and oldest, at most {@link DIGEST_ITEMS}. */
  readonly items: readonly DigestItem[];
}

/** More in one digest would make its transaction too long; the rest is told in the next. */
const MOST_MEMBERS = 50_000;

/**
 * Takes what waits for one contact's digest and marks it as told in `digestId`, in the caller's transaction; null when
 * nothing waits. Groups that another process works on are skipped.
 */
export async function claimDigest(client: PoolClient, digestId: string, now: Instant): Promise<DigestGroup | null> {
  const { rows: due } = await client.query<{ contactId: string; channel: ChannelType; target: string }>(
    `select contact_id as "contactId", channel, target from deliveries
     where state = 'held' and reason = 'throttled' and next_attempt_at <= $1::timestamptz
     limit 1 for update skip locked`,
    [now],
  );
  if (!due[0]) return null;
  const { contactId, channel, target } = due[0];
  const { rows } = await client.query<{ noticeId: string; tenant: string; plannedAt: Date }>(
    `update deliveries set state = 'digested', digest_id = $4, next_attempt_at = null
     where (tenant_id, delivery_id) in (
       select tenant_id, delivery_id from deliveries
       where state = 'held' and reason = 'throttled' and contact_id = $1 and channel = $2 and target = $3
       order by next_attempt_at limit $5 for update skip locked)
     returning notice_id as "noticeId", tenant_id as tenant, planned_at as "plannedAt"`,
    [contactId, channel, target, digestId, MOST_MEMBERS],
  );
  const { rows: told } = await client.query<{ contact: Contact | null; queue: Queue; item: DigestItem; since: Date }>(
    `select ${CONTACT_AS_JSON} as contact, n.queue, min(n.owed_at) over () as since,
            json_build_object('incidentId', i.incident_id, 'reference', i.reference, 'title', i.document->>'title',
              'severity', i.severity, 'kind', n.kind,
              'owedAt', to_char(n.owed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')) as item
     from deliveries d
     join notices n on n.tenant_id = d.tenant_id and n.notice_id = d.notice_id
     join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id
     join contacts k on k.contact_id = d.contact_id
     where d.digest_id = $1 order by i.severity, n.owed_at limit $2`,
    [digestId, DIGEST_ITEMS],
  );
  const [first] = told;
  // The contact was removed meanwhile: nobody is left to tell.
  if (!first?.contact) return null;
  const items = told.map(({ item }) => item);
  return {
    contact: first.contact,
    channel,
    target,
    queue: first.queue,
    since: instantOf(first.since),
    count: rows.length,
    items,
  };
}
