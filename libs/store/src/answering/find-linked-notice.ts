import type { Acknowledgement, Instant, NoticeDetails, NoticeKind, Queue } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { NOTICE_FIELDS, instant } from '../notices/notice-sql.js';

/** A notice, and the contact of its tenant that was mailed a link about it. */
export interface LinkedNotice {
  readonly id: string;
  readonly tenant: string;
  readonly incidentId: string | null;
  readonly kind: NoticeKind;
  readonly queue: Queue;
  readonly because: string;
  readonly details: NoticeDetails | null;
  readonly acknowledgement: Acknowledgement | null;
  readonly contactName: string;
  /** Of the contact. */
  readonly language: string;
}

/** Null when there is no such notice, or its tenant has no such contact (any more). */
export async function findLinkedNotice(
  store: DataSource,
  noticeId: string,
  contactId: string,
): Promise<LinkedNotice | null> {
  const [row] = await store.query<LinkedNotice[]>(
    `select ${NOTICE_FIELDS}, n.tenant_id as tenant, n.incident_id as "incidentId", c.name as "contactName", c.language
     from notices n join contacts c on c.tenant_id = n.tenant_id and c.contact_id = $2 where n.notice_id = $1`,
    [noticeId, contactId],
  );
  return row ?? null;
}

/** How an offer ended, as whoever made it was told. */
export interface OfferEnd {
  readonly answer: Extract<NoticeDetails, { of: 'offer-answer' }>['answer'];
  /** Null: nobody answered it. */
  readonly by: string | null;
  readonly at: Instant;
}

/** How an offer of an incident ended; null: it stands, or custody moved without an answer to it. */
export async function findOfferEnd(
  store: DataSource,
  { tenant, incidentId }: { readonly tenant: string; readonly incidentId: string },
  offerId: string,
): Promise<OfferEnd | null> {
  const [row] = await store.query<OfferEnd[]>(
    `select n.details->>'answer' as answer, n.details->>'by' as by, ${instant('n.owed_at')} as at from notices n
     where n.tenant_id = $1 and n.incident_id = $2 and n.kind = 'offer-answer' and n.details->>'offerId' = $3
     order by n.notice_id limit 1`,
    [tenant, incidentId, offerId],
  );
  return row ?? null;
}
