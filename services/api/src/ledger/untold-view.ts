import type { UntoldNoticeView } from '@demarc/contracts';
import { isOverdue, owedUnder, partyOf } from '@demarc/domain';
import type { UntoldNotice } from '@demarc/store';
import { untoldWords } from './untold-words.js';

/** A party that should know and does not, as HTTP shows it. */
export function untoldViewOf(notice: UntoldNotice): UntoldNoticeView {
  const { tenant, incidentId, reference, severity, kind, queue, audience, because, owedAt, lateAt, reason } = notice;
  return {
    noticeId: notice.id,
    tenant,
    incidentId,
    reference,
    severity,
    party: partyOf(queue),
    kind,
    queue,
    audience,
    because,
    owedUnder: owedUnder(notice),
    owedAt,
    lateAt,
    reason,
    overdue: isOverdue(reason),
    ...untoldWords(notice),
    deliveries: [...notice.deliveries],
  };
}
