import type { NoticeView } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import type { NoticeRecord } from '@demarc/store';

/** A notice as HTTP shows it. */
export function noticeViewOf(notice: NoticeRecord): NoticeView {
  return {
    ...notice,
    owedAt: instantOf(notice.owedAt),
    deliveries: notice.deliveries.map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] })),
  };
}
