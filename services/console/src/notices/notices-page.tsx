import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/page-title.js';
import list from '../parts/list-page.module.css';
import { DeliveryList } from './delivery-list.js';
import css from './notices-page.module.css';
import { type NoticesSearch, VIEWS } from './notices-search.js';
import { OwedList } from './owed-list.js';

export type ChangeNotices = (changes: Partial<Record<keyof NoticesSearch, unknown>>) => void;

/** Who should know and does not, and what was sent to whom. */
export function NoticesPage() {
  const { t } = useTranslation('notices');
  usePageTitle(t('title'));
  const search: NoticesSearch = useSearch({ from: '/shell/notices' });
  const navigate = useNavigate({ from: '/notices' });
  const { view = 'owed', tenant } = search;
  const change: ChangeNotices = (changes) =>
    void navigate({ search: (before) => ({ ...before, ...changes }) as NoticesSearch });
  const Part = view === 'owed' ? OwedList : DeliveryList;
  return (
    <article className={list.page}>
      <header className={list.head}>
        <h1>{t('title')}</h1>
        <p>{t('about')}</p>
      </header>
      <nav className={css.tabs} aria-label={t('parts')}>
        {VIEWS.map((part) => (
          <Link
            key={part}
            to="/notices"
            search={{ ...(part !== 'owed' && { view: part }), ...(tenant !== undefined && { tenant }) }}
            className={css.tab}
            aria-current={part === view ? 'page' : undefined}
            data-current={part === view}
          >
            {t(`view.${part}`)}
          </Link>
        ))}
      </nav>
      <Part search={search} change={change} />
    </article>
  );
}
