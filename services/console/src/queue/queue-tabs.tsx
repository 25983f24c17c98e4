import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { useSeenBy, useSeenBySearch } from '../customer-view/seen-by.js';
import { useMe } from '../session/me.js';
import { sayNumber } from '../words/times.js';
import { EVERYTHING } from './incident-pages.js';
import css from './queue-tabs.module.css';
import type { QueueSearch } from './queue-search.js';

const ViewMenu = lazy(() => import('./view-menu.js'));

/** Lists that are worth a look of their own, each with how much is in it: the usual ones, and those that were saved. */
export function QueueTabs({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation(['queue', 'customer-view']);
  const seenBy = useSeenBy();
  const { party: own } = useMe();
  const party = seenBy === null ? own : 'customer';
  const read = useQuery(ask('GET /v1/views'));
  const saved = read.data?.items ?? [];
  // They are one's own, and not for whoever looks as somebody else.
  const views = seenBy === null ? saved : [];
  const queues = useQuery(ask('GET /v1/queues', {}, seenBy === null ? {} : { seenBy })).data?.items;
  type Queues = NonNullable<typeof queues>;
  // Nothing is said of how many there are before it is known: 0 would say that there are none.
  const open = (which: (queue: Queues[number]) => boolean) =>
    queues?.filter(which).reduce((sum, { counts }) => sum + counts.new + counts.acknowledged + counts.waiting, 0) ??
    null;
  const usual = (name: string, title: string) => t([`view.${name}` as 'view.mine'], { defaultValue: title });
  return (
    <nav className={css.tabs} aria-label={t('views')}>
      <Tab
        view={undefined}
        current={search.view}
        title={t(seenBy === null ? 'ours' : 'customer-view:theirs')}
        count={open((queue) => queue.party === party)}
      />
      <Tab view={EVERYTHING} current={search.view} title={t('everything')} count={open(() => true)} />
      {views.map(({ name, title, owner, count }) => (
        <Tab
          key={`${owner.kind} ${name}`}
          view={name}
          current={search.view}
          title={owner.kind === 'demarc' ? usual(name, title) : title}
          count={count?.incidents ?? null}
          more={count?.isMore ?? false}
        />
      ))}
      {views.some(({ name, owner }) => name === search.view && owner.kind === 'person') && (
        <Suspense>
          <ViewMenu key={search.view} name={search.view!} />
        </Suspense>
      )}
      {read.isError && !read.data && <span className={css.unread}>{t('viewsUnread')}</span>}
    </nav>
  );
}

interface TabProps {
  readonly view: string | undefined;
  readonly current: string | undefined;
  readonly title: string;
  readonly count: number | null;
  readonly more?: boolean;
}

function Tab({ view, current, title, count, more = false }: TabProps) {
  const { i18n } = useTranslation();
  const isCurrent = view === current;
  return (
    <Link
      to="/queue"
      search={{ ...useSeenBySearch(), ...(view !== undefined && { view }) }}
      className={css.tab}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isCurrent ? 'page' : undefined}
      data-current={isCurrent}
      data-late={view === 'breached' && count !== null && count > 0}
    >
      {title}
      {count !== null && <span className={css.count}>{sayNumber(count, i18n.language) + (more ? '+' : '')}</span>}
    </Link>
  );
}
