import { type AcknowledgedThrough, type Acknowledgement, type Instant, instantOf } from '@demarc/domain';
import type { PoolClient } from 'pg';

export interface AcknowledgeRequest {
  readonly tenant: string;
  readonly noticeId: string;
  /** `<party>/<name>`; that it is of the party which was owed the notice is the caller's to check. */
  readonly by: string;
  readonly through: AcknowledgedThrough;
  readonly now: Instant;
}

export interface NoticeAcknowledged {
  readonly acknowledgement: Acknowledgement;
  /** It was acknowledged before, and stays as it was then. */
  readonly repeated: boolean;
}

interface Row {
  readonly at: Date;
  readonly by: string;
  readonly through: AcknowledgedThrough;
}

const ACKNOWLEDGEMENT = 'acknowledged_at as at, acknowledged_by as by, acknowledged_through as through';

/**
 * Keeps that a party knows of a notice. The first acknowledgement stays: of two at once the second waits for it and
 * answers it. Null when there is no such notice. Locks its row.
 */
export async function acknowledgeNotice(
  client: PoolClient,
  { tenant, noticeId, by, through, now }: AcknowledgeRequest,
): Promise<NoticeAcknowledged | null> {
  const first = await client.query<Row>({
    name: 'acknowledge-notice',
    text: `update notices set acknowledged_at = $3, acknowledged_by = $4, acknowledged_through = $5
           where tenant_id = $1 and notice_id = $2 and acknowledged_at is null returning ${ACKNOWLEDGEMENT}`,
    values: [tenant, noticeId, now, by, through],
  });
  if (first.rows[0]) return { acknowledgement: acknowledgementOf(first.rows[0]), repeated: false };
  const { rows } = await client.query<Row>({
    name: 'read-acknowledgement',
    text: `select ${ACKNOWLEDGEMENT} from notices where tenant_id = $1 and notice_id = $2`,
    values: [tenant, noticeId],
  });
  return rows[0] ? { acknowledgement: acknowledgementOf(rows[0]), repeated: true } : null;
}

function acknowledgementOf({ at, by, through }: Row): Acknowledgement {
  return { at: instantOf(at), by, through };
}
