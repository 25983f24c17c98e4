import type { UntoldNoticeView } from '@demarc/contracts';
import { type Actor, isOverdue, owedUnder, partyOf } from '@demarc/domain';
import type { UntoldNotice } from '@demarc/store';
import { isOfTheOther, noticeShownTo } from '../incidents/of-the-other-party.js';
import { untoldWords } from './untold-words.js';

const THEIRS = {
  why: 'Whom it was tried with, and what came of it, is for the party that is owed it.',
  todo: 'Nothing; it is theirs to mend.',
};

/** A party that should know and does not, as HTTP shows it to a party. */
export function untoldViewOf(notice: UntoldNotice, reader: Actor['party']): UntoldNoticeView {
  const shown = noticeShownTo(reader, notice);
  const { tenant, incidentId, reference, severity, kind, queue, audience, because, owedAt, lateAt, reason } = shown;
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
    ...(isOfTheOther(notice, reader) ? THEIRS : untoldWords(notice)),
    deliveries: [...shown.deliveries],
  };
}
