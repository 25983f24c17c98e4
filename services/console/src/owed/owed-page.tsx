import { Button } from '@fluentui/react-components';
import type { UntoldNoticeView } from '@demarc/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { usePageTitle } from '../app/page-title.js';
import { useTell } from '../app/tell.js';
import { FaultPage } from '../parts/fault-page.js';
import { Ago } from '../parts/moment.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { isPermitted, useMe } from '../session/me.js';
import css from './owed-page.module.css';
import type { OwedSearch } from './owed-search.js';

const PAGE = 100;
const PARTIES = ['microsoft', 'customer'] as const;

/** Who should know of something and does not: late, given up, without a contact, or kept back. */
export function OwedPage() {
  const { t } = useTranslation(['owed', 'vocabulary']);
  usePageTitle(t('title'));
  const search = useSearch({ from: '/shell/notices' });
  const read = useInfiniteQuery(askOwed(search));
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  const items = read.data.pages.flatMap((page) => page.items);
  return (
    <article className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <nav className={css.parties} aria-label={t('parties')}>
          <Link to="/notices" search={partyless(search)} activeOptions={{ exact: true }}>
            {t('both')}
          </Link>
          {PARTIES.map((party) => (
            <Link key={party} to="/notices" search={{ ...search, party }} activeOptions={{ exact: true }}>
              {t(`vocabulary:party.${party}`)}
            </Link>
          ))}
        </nav>
        <Redrive items={items} />
      </header>
      {items.length === 0 && <Said title={t('empty.title')} body={t('empty.body')} />}
      <ul className={css.list}>
        {items.map((item) => (
          <Item key={item.noticeId} item={item} />
        ))}
      </ul>
      {read.hasNextPage && (
        <Button disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </article>
  );
}

function Item({ item }: { readonly item: UntoldNoticeView }) {
  const { t } = useTranslation(['owed', 'vocabulary']);
  const { kind, queue, severity, reference, tenant, owedAt, reason, overdue, why, todo, deliveries } = item;
  return (
    <li className={css.item} data-overdue={overdue}>
      <div className={css.line}>
        {severity && <SeveritySign severity={severity} short />}
        <strong>{t(`vocabulary:noticeKind.${kind}`)}</strong>
        <span>{t(`vocabulary:queue.${queue}`)}</span>
        <span className={css.reason}>{t(`reason.${reason}`)}</span>
        <span className={css.where}>
          {tenant}
          {reference && (
            <>
              {' · '}
              <Link to="/incidents/$reference" params={{ reference }}>
                {reference}
              </Link>
            </>
          )}
        </span>
        <Ago at={owedAt} />
      </div>
      <p>{why}</p>
      <p className={css.todo}>{todo}</p>
      <ul className={css.deliveries}>
        {deliveries.map(({ id, contactName, channel, state, reason: failed, answer, attempts }) => (
          <li key={id}>
            {contactName} · {t(`vocabulary:channel.${channel}`)} · {t(`state.${state}`)}
            {failed && ` · ${failed}`}
            {attempts > 0 && ` · ${t('attempts', { count: attempts })}`}
            {answer && <code>{answer}</code>}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Sends again what was given up, of what is shown and as far as one may. */
function Redrive({ items }: { readonly items: readonly UntoldNoticeView[] }) {
  const { t } = useTranslation('owed');
  const me = useMe();
  const tell = useTell();
  const failed = items
    .filter(({ tenant }) => isPermitted(me, 'redrive-notices', tenant))
    .flatMap(({ deliveries }) => deliveries.filter(({ state }) => state === 'failed').map(({ id }) => id));
  if (failed.length === 0) return null;
  const redrive = async () => {
    try {
      const body = { deliveryIds: failed.slice(0, 1_000) };
      const { redriven } = await call('POST /v1/notices/redrive', { body, idempotencyKey: crypto.randomUUID() });
      tell({ intent: 'success', title: t('redriven', { count: redriven }) });
    } catch (error) {
      tell({ intent: 'error', title: t('notRedriven'), body: (error as Error).message });
    }
    await invalidate('GET /v1/notices/owed', 'GET /v1/status');
  };
  return (
    <Button appearance="primary" onClick={() => void redrive()}>
      {t('redrive', { count: failed.length })}
    </Button>
  );
}

const partyless = ({ tenant }: OwedSearch): OwedSearch => (tenant === undefined ? {} : { tenant });

const askOwed = (search: OwedSearch) => ({
  queryKey: ['GET /v1/notices/owed', search] as const,
  queryFn: ({ pageParam, signal }: { readonly pageParam: string | null; readonly signal: AbortSignal }) =>
    call('GET /v1/notices/owed', {
      query: { ...search, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next,
});
