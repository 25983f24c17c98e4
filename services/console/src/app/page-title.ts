import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { useMe } from '../session/me.js';

/** Names the page in the browser's tab, after how much of one's own party's work nobody has taken up, and what is late. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation('app');
  const { party } = useMe();
  const queues = useQuery(ask('GET /v1/queues')).data?.items ?? [];
  const ours = queues.filter((queue) => queue.party === party);
  const fresh = ours.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0);
  const late = ours.reduce((sum, { breached }) => sum + breached, 0);
  useEffect(() => {
    const badges = [fresh > 0 && `(${fresh})`, late > 0 && t('late', { count: late })].filter(Boolean);
    document.title = [...badges, title, '· Demarc'].join(' ');
  }, [fresh, late, title, t]);
}
