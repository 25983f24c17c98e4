import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../act/use-act.js';
import { usePageTitle } from '../app/page-title.js';
import { tell } from '../app/tell.js';
import { CustomerViewNotice } from '../customer-view/customer-view-notice.js';
import { useSeenBy } from '../customer-view/seen-by.js';
import { FaultPage } from '../parts/fault-page.js';
import { Said } from '../parts/said.js';
import { useMe } from '../session/me.js';
import { BulkBar } from './bulk-bar.js';
import { askIncidents, listQuery } from './incident-pages.js';
import { IncidentTable } from './incident-table.js';
import { useLiveList } from './live-list.js';
import css from './queue-page.module.css';
import type { QueueSearch } from './queue-search.js';
import { QueueTabs } from './queue-tabs.js';
import { QueueToolbar } from './queue-toolbar.js';
import { useShownToCustomer } from './shown-to-customer.js';
import { TableSkeleton } from './table-skeleton.js';

const NONE: ReadonlySet<string> = new Set();
const NO_PAGES: readonly [] = [];

/** The work of every queue one may see, as a list that lives. */
export function QueuePage() {
  const { t } = useTranslation('queue');
  const me = useMe();
  const search: QueueSearch = useSearch({ from: '/shell/queue' });
  const navigate = useNavigate({ from: '/queue' });
  const query = useMemo(() => listQuery(search, me), [search, me]);
  const list = useInfiniteQuery(askIncidents(query));
  const seenBy = useSeenBy();
  const shown = useShownToCustomer(seenBy, query, list.data?.pages ?? NO_PAGES);
  const { rows } = shown;
  const live = useLiveList(rows, query);
  const [chosen, setChosen] = useState(NONE);
  const { act, dialog } = useAct();
  usePageTitle(t('title'));

  const change = useCallback(
    (changes: Partial<Record<keyof QueueSearch, unknown>>) => {
      setChosen(NONE);
      void navigate({ search: (before) => ({ ...before, ...changes }) as QueueSearch, replace: 'q' in changes });
    },
    [navigate],
  );
  const showArrived = async () => {
    try {
      await shown.readTheirs();
      await live.show();
    } catch (error) {
      tell({ intent: 'error', title: t('notRead'), body: (error as Error).message });
    }
  };
  const chosenRows = useMemo(() => (chosen.size > 0 ? rows.filter(({ id }) => chosen.has(id)) : []), [rows, chosen]);
  const fault = list.error ?? shown.error;
  return (
    <div className={css.page}>
      <h1 className="read-out">{t('title')}</h1>
      {seenBy !== null && (
        <div className={css.notice}>
          <CustomerViewNotice tenant={seenBy} onEnd={() => change({ seenBy: undefined })} />
        </div>
      )}
      <QueueTabs search={search} />
      <QueueToolbar search={search} change={change} />
      <div className={css.list}>
        {live.arrived > 0 && (
          <Button
            className={css.arrived}
            appearance="primary"
            shape="circular"
            icon={<ArrowClockwiseRegular />}
            onClick={() => void showArrived()}
          >
            {t('arrived', { count: live.arrived })}
          </Button>
        )}
        <span className="read-out" role="status">
          {live.arrived > 0 ? t('arrived', { count: live.arrived }) : ''}
        </span>
        {(list.isPending || shown.isPending) && <TableSkeleton />}
        {fault && rows.length === 0 && <FaultPage error={fault} />}
        {list.isSuccess && !shown.isPending && !fault && rows.length === 0 && (
          <Said title={t('empty.title')} body={t('empty.body')} />
        )}
        {rows.length > 0 && (
          <IncidentTable
            rows={rows}
            changed={live.changed}
            hasLeft={live.hasLeft}
            withheld={shown.withheld}
            chosen={chosen}
            onChoose={setChosen}
            act={act}
            more={list.hasNextPage}
            begun={live.begun}
            onEnd={() => {
              if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
            }}
          />
        )}
      </div>
      {chosenRows.length > 0 && <BulkBar chosen={chosenRows} act={act} onClear={() => setChosen(NONE)} />}
      {dialog}
    </div>
  );
}
