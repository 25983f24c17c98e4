import { Button } from '@fluentui/react-components';
import type { UntoldNoticeView } from '@demarc/contracts';
import { PARTIES, UNTOLD_REASONS } from '@demarc/domain';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askPages } from '../api/ask-pages.js';
import { FaultPage } from '../parts/fault-page.js';
import list from '../parts/list-page.module.css';
import { Ago } from '../parts/moment.js';
import { MoreRows } from '../parts/more-rows.js';
import { PagePending } from '../parts/page-pending.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { ApiSaid } from '../phrases/api-said.js';
import { FilterMenu } from '../queue/filter-menu.js';
import { usePermitted } from '../session/me.js';
import { NoNotices } from './no-notices.js';
import type { ChangeNotices } from './notices-page.js';
import css from './notices-page.module.css';
import type { NoticesSearch } from './notices-search.js';
import { ReasonTag } from './reason-tag.js';
import { TenantFilter } from './tenant-filter.js';
import { useRedrive } from './use-redrive.js';

interface OwedListProps {
  readonly search: NoticesSearch;
  readonly change: ChangeNotices;
}

/** Who should know of something and does not, the longest owed first: why, and what somebody can do. */
export function OwedList({ search, change }: OwedListProps) {
  const { t } = useTranslation(['notices', 'vocabulary']);
  const { reason, party, tenant } = search;
  const narrowed = { ...(reason && { reason: [...reason] }), ...(party && { party }), ...(tenant && { tenant }) };
  const pages = useInfiniteQuery(askPages('GET /v1/notices/owed', narrowed));
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className={list.bar}>
        <FilterMenu
          label={t('filter.reason')}
          choices={UNTOLD_REASONS.map((value) => ({ value, word: t(`reason.${value}`) }))}
          chosen={reason ?? []}
          onChange={(chosen) => change({ reason: chosen.length > 0 ? chosen : undefined })}
        />
        <FilterMenu
          label={t('filter.party')}
          choices={PARTIES.map((value) => ({ value, word: t(`vocabulary:party.${value}`) }))}
          chosen={party ? [party] : []}
          single
          onChange={([chosen]) => change({ party: chosen })}
        />
        <TenantFilter chosen={tenant} change={change} />
      </div>
      {pages.isPending && <PagePending />}
      {pages.isError && rows.length === 0 && <FaultPage error={pages.error} />}
      {/* A page may be empty and have a next one. */}
      {pages.isSuccess && rows.length === 0 && !pages.hasNextPage && (
        <NoNotices of="emptyOwed" isNarrowed={Object.keys(narrowed).length > 0} view={undefined} />
      )}
      {rows.length > 0 && (
        <ul className={list.rows} aria-label={t('view.owed')}>
          {rows.map((notice) => (
            <Owed key={notice.noticeId} notice={notice} />
          ))}
        </ul>
      )}
      <MoreRows
        hasMore={pages.hasNextPage}
        isFetching={pages.isFetchingNextPage}
        onMore={() => void pages.fetchNextPage()}
      />
    </>
  );
}

function Owed({ notice }: { readonly notice: UntoldNoticeView }) {
  const { t } = useTranslation(['notices', 'vocabulary', 'app']);
  const { kind, queue, reference, severity, tenant, reason, overdue, why, todo, owedUnder, owedAt, lateAt } = notice;
  const mayRedrive = usePermitted('redrive-notices', tenant);
  const redrive = useRedrive();
  const failed = notice.deliveries.filter(({ state }) => state === 'failed').map(({ id }) => id);
  return (
    <li className={css.notice}>
      <span className={css.line}>
        <ReasonTag reason={reason} />
        {severity && <SeveritySign severity={severity} short />}
        {reference === null ? (
          t('noIncident')
        ) : (
          <Link to="/incidents/$reference" params={{ reference }}>
            {reference}
          </Link>
        )}
        <strong>{t(`vocabulary:noticeKind.${kind}`)}</strong>
        <span>{t(`vocabulary:queue.${queue}`)}</span>
        <span className={css.quiet}>{tenant}</span>
      </span>
      <span className={css.when} data-overdue={overdue}>
        {t('owed')} <Ago at={owedAt} />
        {reason === 'late' && (
          <>
            {' · '}
            {t('lateAt')} <Ago at={lateAt} />
          </>
        )}
      </span>
      <div>
        <p>
          <ApiSaid text={why} />
        </p>
        <p className={css.quiet}>
          {t('todo')} <ApiSaid text={todo.replaceAll('`', '')} />
        </p>
        <ul className={css.tries}>
          {notice.deliveries.map((delivery) => (
            <li key={delivery.id}>
              {delivery.contactName} · {t(`vocabulary:channel.${delivery.channel}`)} · {t(`state.${delivery.state}`)} ·{' '}
              {t('attempts', { count: delivery.attempts })}
              {delivery.reason !== null && delivery.state !== 'sent' && (
                <>
                  {' · '}
                  <ApiSaid text={delivery.reason} />
                </>
              )}
              {delivery.nextAttemptAt !== null && (
                <>
                  {' · '}
                  {t('next')} <Ago at={delivery.nextAttemptAt} />
                </>
              )}
            </li>
          ))}
        </ul>
        <p className={css.quiet}>
          <ApiSaid text={owedUnder} />
        </p>
      </div>
      <span className={css.end}>
        {failed.length > 0 && mayRedrive && (
          <Button onClick={() => void redrive({ deliveryIds: failed })}>{t('redrive')}</Button>
        )}
      </span>
    </li>
  );
}
