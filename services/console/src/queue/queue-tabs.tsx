import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { useSeenBy, useSeenBySearch } from '../customer-view/seen-by.js';
import { useMe } from '../session/me.js';
import { sayNumber } from '../words/times.js';
import { EVERYTHING } from './incident-pages.js';
import css from './queue-tabs.module.css';
import type { QueueSearch } from './queue-search.js';

/** Lists that are worth a look of their own, each with how much is in it: the usual ones, and those that were saved. */
export function QueueTabs({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation(['queue', 'customer-view']);
  const seenBy = useSeenBy();
  const { party: own } = useMe();
  const party = seenBy === null ? own : 'customer';
  const saved = useQuery(ask('GET /v1/views')).data?.items ?? [];
  // They are one's own, and not for whoever looks as somebody else.
  const views = seenBy === null ? saved : [];
  const queues = useQuery(ask('GET /v1/queues', {}, seenBy === null ? {} : { seenBy })).data?.items ?? [];
  const open = (of: typeof queues) =>
    of.reduce((sum, { counts }) => sum + counts.new + counts.acknowledged + counts.waiting, 0);
  const usual = (name: string, title: string) => t([`view.${name}` as 'view.mine'], { defaultValue: title });
  return (
    <nav className={css.tabs} aria-label={t('views')}>
      <Tab
        view={undefined}
        current={search.view}
        title={t(seenBy === null ? 'ours' : 'customer-view:theirs')}
        count={open(queues.filter((queue) => queue.party === party))}
      />
      <Tab view={EVERYTHING} current={search.view} title={t('everything')} count={open(queues)} />
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
