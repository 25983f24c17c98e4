import { Button, SearchBox } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askPages } from '../api/ask-pages.js';
import { FaultPage } from '../parts/fault-page.js';
import list from '../parts/list-page.module.css';
import { MoreRows } from '../parts/more-rows.js';
import { PagePending } from '../parts/page-pending.js';
import { FilterMenu } from '../queue/filter-menu.js';
import { onlyTenantOf, useMe, usePermitted } from '../session/me.js';
import { DeliveryRow } from './delivery-row.js';
import { NoNotices } from './no-notices.js';
import type { ChangeNotices } from './notices-page.js';
import css from './notices-page.module.css';
import { type NoticesSearch, STATUSES } from './notices-search.js';
import { isRedrivable } from './redrivable.js';
import { RedriveAllDialog } from './redrive-all-dialog.js';
import { TenantFilter } from './tenant-filter.js';
import { useRedrive } from './use-redrive.js';

interface DeliveryListProps {
  readonly search: NoticesSearch;
  readonly change: ChangeNotices;
}

const NONE: ReadonlySet<string> = new Set();

/** What was sent to whom, the newest first; what was given up can be sent again. */
export function DeliveryList({ search: { state, tenant, incident }, change }: DeliveryListProps) {
  const { t } = useTranslation('notices');
  const me = useMe();
  const mayRedrive = usePermitted('redrive-notices');
  const redrive = useRedrive();
  const narrowed = { ...(state && { state: [...state] }), ...(tenant && { tenant }), ...(incident && { incident }) };
  const pages = useInfiniteQuery(askPages('GET /v1/notices', narrowed));
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const [chosen, setChosen] = useState(NONE);
  const [asks, setAsks] = useState(false);
  const ofTenant = tenant ?? onlyTenantOf(me);
  const ids = rows.filter((row) => isRedrivable(row) && chosen.has(row.id)).map(({ id }) => id);
  const choose = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <div className={list.bar}>
        <FilterMenu
          label={t('filter.state')}
          choices={STATUSES.map((value) => ({ value, word: t(`state.${value}`) }))}
          chosen={state ?? []}
          onChange={(next) => change({ state: next.length > 0 ? next : undefined })}
        />
        <TenantFilter chosen={tenant} change={change} />
        <SearchBox
          key={incident ?? ''}
          className={css.incident}
          defaultValue={incident ?? ''}
          placeholder={t('incidentPlaceholder')}
          aria-label={t('filter.incident')}
          onChange={(_, { value }) => value === '' && change({ incident: undefined })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') change({ incident: event.currentTarget.value.trim() || undefined });
          }}
        />
        {mayRedrive && (
          <div className={list.end}>
            {ids.length > 0 ? (
              <Button
                appearance="primary"
                onClick={() => void redrive({ deliveryIds: ids }).then(() => setChosen(NONE))}
              >
                {t('redriveChosen', { count: ids.length })}
              </Button>
            ) : (
              rows.some(isRedrivable) && (
                <Button onClick={() => setAsks(true)}>
                  {ofTenant ? t('redriveTenant', { tenant: ofTenant }) : t('redriveAll')}
                </Button>
              )
            )}
          </div>
        )}
      </div>
      {pages.isPending && <PagePending />}
      {pages.isError && rows.length === 0 && <FaultPage error={pages.error} />}
      {pages.isSuccess && rows.length === 0 && (
        <NoNotices of="emptyDeliveries" isNarrowed={Object.keys(narrowed).length > 0} view="deliveries" />
      )}
      {rows.length > 0 && (
        <ul className={list.rows} aria-label={t('list')}>
          {rows.map((row) => (
            <DeliveryRow key={row.id} row={row} isChosen={chosen.has(row.id)} onChoose={() => choose(row.id)} />
          ))}
        </ul>
      )}
      <MoreRows
        hasMore={pages.hasNextPage}
        isFetching={pages.isFetchingNextPage}
        onMore={() => void pages.fetchNextPage()}
      />
      {asks && (
        <RedriveAllDialog
          onYes={() => redrive(ofTenant ? { tenant: ofTenant } : { all: true })}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
