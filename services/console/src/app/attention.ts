import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { useFeed } from '../api/feed.js';
import { useMe } from '../session/me.js';
import { isNews } from './news.js';
import { usePreferences } from './preferences.js';

const COUNTED_EVERY_MS = 2_000;

/** Keeps the counts of queues and views as they are, and tells of new work while nobody looks, where that is wanted. */
export function useAttention(): void {
  const { t } = useTranslation('app');
  const { party } = useMe();
  const { notify: wanted } = usePreferences();
  const navigate = useNavigate();
  const timer = useRef(0);
  // Read from the start, since the title of every page says them.
  useQuery(ask('GET /v1/queues'));
  useFeed((messages) => {
    timer.current ||= window.setTimeout(() => {
      timer.current = 0;
      void invalidate('GET /v1/views', 'GET /v1/queues');
    }, COUNTED_EVERY_MS);
    if (!wanted || !document.hidden || globalThis.Notification?.permission !== 'granted') return;
    const news = messages.filter((message) => isNews(message, party));
    const [first, ...others] = news.map(({ incident }) => incident);
    if (!first) return;
    const body = others.length > 0 ? t('notified', { count: others.length }) : `${first.reference} · ${first.tenant}`;
    const told = notify(first.title, body);
    told?.addEventListener('click', () => {
      window.focus();
      void navigate({ to: '/incidents/$reference', params: { reference: first.reference } });
    });
  });
}

/** Null where the browser has them but does not let a page make them, as on Android. */
function notify(title: string, body: string): Notification | null {
  try {
    return new Notification(title, { body, tag: 'demarc.new' });
  } catch {
    return null;
  }
}
