import type { NoticeView } from '@demarc/contracts';
import { type Instant, type Severity, owedUnder, standingOf } from '@demarc/domain';
import type { NoticeRecord } from '@demarc/store';

/** A notice as HTTP shows it, and how it stands now; `severity` is that of its incident, null when it is about none. */
export function noticeViewOf(notice: NoticeRecord, severity: Severity | null, now: Instant): NoticeView {
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
  return {
    ...notice,
    owedUnder: owedUnder(notice),
    standing,
    deliveries: deliveries.map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] })),
  };
}
