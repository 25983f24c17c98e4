import { Button, Select, Switch } from '@fluentui/react-components';
import type { QuarantineView } from '@demarc/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.js';
import { usePageTitle } from '../app/page-title.js';
import { FaultPage } from '../parts/fault-page.js';
import { Ago } from '../parts/moment.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import { usePermitted } from '../session/me.js';
import { Message } from './message.js';
import css from './quarantine-page.module.css';
import type { QuarantineSearch } from './quarantine-search.js';
import { type Which, RedriveDialog } from './redrive-dialog.js';

const REASONS = [
  'bad-subject',
  'unknown-tenant',
  'wrong-tenant',
  'unknown-format',
  'not-json',
  'not-cloudevent',
  'not-in-format',
  'too-deep',
  'too-large',
  'processing-failed',
] as const;
const ALL_STATES = ['waiting', 'redriving', 'redriven', 'discarded', 'expired', 'not-kept'] as const;
const PAGE = 100;

/** What could not become events: why, byte for byte, and how it becomes one after all. */
export function QuarantinePage() {
  const { t } = useTranslation('quarantine');
  usePageTitle(t('title'));
  const search = useSearch({ from: '/shell/quarantine' });
  const mayWork = usePermitted('work-quarantine');
  const [redriving, setRedriving] = useState<Which | null>(null);
  const read = useInfiniteQuery(askMessages(search));
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  const items = read.data.pages.flatMap((page) => page.items);
  const waiting = items.filter(({ state }) => state === 'waiting');
  return (
    <article className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <Filters search={search} />
        {mayWork && waiting.length > 0 && (
          <Button appearance="primary" onClick={() => setRedriving({ all: filtersOf(search) })}>
            {t('redriveAll')}
          </Button>
        )}
      </header>
      <div className={css.columns} data-open={search.message !== undefined}>
        <div className={css.list}>
          {items.length === 0 && <Said title={t('empty.title')} body={t('empty.body')} />}
          <ul>
            {items.map((item) => (
              <Item key={item.id} item={item} search={search} />
            ))}
          </ul>
          {read.hasNextPage && (
            <Button disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </div>
        {search.message !== undefined && (
          <Message key={search.message} id={search.message} onRedrive={(id) => setRedriving({ ids: [id] })} />
        )}
      </div>
      {redriving && <RedriveDialog which={redriving} onClose={() => setRedriving(null)} />}
    </article>
  );
}

function Item({ item, search }: { readonly item: QuarantineView; readonly search: QuarantineSearch }) {
  const { t } = useTranslation('quarantine');
  return (
    <li>
      <Link
        to="/quarantine"
        search={{ ...search, message: item.id }}
        className={css.item}
        aria-current={search.message === item.id ? 'true' : undefined}
      >
        <strong>{t(`reason.${item.reason}`)}</strong>
        <Ago at={item.receivedAt} />
        <span className={css.subject}>{item.subject}</span>
        <span className={css.state} data-state={item.state}>
          {t(`state.${item.state}`)}
        </span>
        <small>{item.detail}</small>
      </Link>
    </li>
  );
}

function Filters({ search }: { readonly search: QuarantineSearch }) {
  const { t } = useTranslation('quarantine');
  const navigate = useNavigate();
  const change = (changes: QuarantineSearch) => void navigate({ to: '/quarantine', search: { ...search, ...changes } });
  return (
    <>
      <Select
        aria-label={t('filter.reason')}
        value={search.reason ?? ''}
        onChange={(_, { value }) => change({ reason: value })}
      >
        <option value="">{t('filter.anyReason')}</option>
        {REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {t(`reason.${reason}`)}
          </option>
        ))}
      </Select>
      <Switch
        label={t('filter.worked')}
        checked={search.show === 'all'}
        onChange={(_, { checked }) => change({ show: checked ? 'all' : '' })}
      />
    </>
  );
}

function filtersOf({ reason, tenant, format }: QuarantineSearch) {
  return {
    ...(reason && { reason: reason as (typeof REASONS)[number] }),
    ...(tenant && { tenant }),
    ...(format && { format }),
  };
}

const askMessages = (search: QuarantineSearch) => ({
  queryKey: ['GET /v1/quarantine', { ...search, message: null }] as const,
  queryFn: ({ pageParam, signal }: { readonly pageParam: string | null; readonly signal: AbortSignal }) =>
    call('GET /v1/quarantine', {
      query: {
        ...filtersOf(search),
        limit: PAGE,
        ...(search.show === 'all' && { state: [...ALL_STATES] }),
        ...(pageParam !== null && { cursor: pageParam }),
      },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next,
});
