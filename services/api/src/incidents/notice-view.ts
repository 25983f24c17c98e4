import type { NoticeView } from '@demarc/contracts';
import { type Actor, type Instant, type Severity, owedUnder, standingOf } from '@demarc/domain';
import type { NoticeRecord } from '@demarc/store';
import { noticeShownTo } from './of-the-other-party.js';

/**
 * A notice as HTTP shows it to a party, and how it stands now; `severity` is that of its incident, null when it is about
 * none.
 */
export function noticeViewOf(
  notice: NoticeRecord,
  severity: Severity | null,
  reader: Actor['party'],
  now: Instant,
): NoticeView {
  const { owedAt, state, toldAt, acknowledgement, deliveries } = notice;
  const standing = standingOf(
    {
      owedAt,
      severity,
      state,
      deliveries: deliveries.map((delivery) => delivery.state),
      toldAt,
      acknowledgedAt: acknowledgement?.at ?? null,
    },
    now,
  );
  const shown = noticeShownTo(reader, notice);
  return {
    ...shown,
    owedUnder: owedUnder(notice),
    standing,
    deliveries: shown.deliveries.map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] })),
  };
}
