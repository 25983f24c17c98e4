import { Button } from '@fluentui/react-components';
import type { QuarantineView } from '@demarc/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askPages } from '../api/ask-pages.js';
import { usePageTitle } from '../app/page-title.js';
import { FaultPage } from '../parts/fault-page.js';
import list from '../parts/list-page.module.css';
import { MoreRows } from '../parts/more-rows.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import { usePermitted } from '../session/me.js';
import { DiscardDialog } from './discard-dialog.js';
import { MessageDetail } from './message-detail.js';
import { MessageRow } from './message-row.js';
import { QuarantineFilters } from './quarantine-filters.js';
import css from './quarantine-page.module.css';
import { type QuarantineSearch, filtersOf } from './quarantine-search.js';
import { RedriveDialog, type Which } from './redrive-dialog.js';
import { RedriveProgress } from './redrive-progress.js';

const NONE: ReadonlySet<string> = new Set();
/** What can be read again or set aside. */
const CAN_BE_WORKED: ReadonlySet<QuarantineView['state']> = new Set(['waiting', 'discarded']);

/** What could not become events: why, what is in it, and having it read again once the cause is put right. */
export function QuarantinePage() {
  const { t } = useTranslation('quarantine');
  usePageTitle(t('title'));
  const search: QuarantineSearch = useSearch({ from: '/shell/quarantine' });
  const navigate = useNavigate({ from: '/quarantine' });
  const mayWork = usePermitted('work-quarantine');
  const filters = filtersOf(search);
  const pages = useInfiniteQuery(
    askPages('GET /v1/quarantine', { ...filters, ...(search.state && { state: [...search.state] }) }),
  );
  const [chosen, setChosen] = useState(NONE);
  const [redriving, setRedriving] = useState<Which | null>(null);
  const [discarding, setDiscarding] = useState<readonly string[] | null>(null);
  const change = (changes: Partial<Record<keyof QuarantineSearch, unknown>>) => {
    if (!('message' in changes || 'redrive' in changes)) setChosen(NONE);
    void navigate({ search: (before) => ({ ...before, ...changes }) as QuarantineSearch });
  };
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const ids = rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const isNarrowed = Object.keys(filters).length > 0;
  const isEmpty = pages.isSuccess && rows.length === 0;
  const nothing = (
    <Nothing isNarrowed={isNarrowed || search.state !== undefined} onAll={() => void navigate({ search: {} })} />
  );
  const choose = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <article className={list.page}>
      <header className={list.head}>
        <h1>{t('title')}</h1>
        <p>{t('about')}</p>
      </header>
      {search.redrive && <RedriveProgress id={search.redrive} onClose={() => change({ redrive: undefined })} />}
      <div className={list.bar}>
        <QuarantineFilters search={search} change={change} />
        {mayWork && (
          <div className={list.end}>
            {ids.length > 0 && (
              <>
                <Button onClick={() => setDiscarding(ids)}>{t('discard')}</Button>
                <Button appearance="primary" onClick={() => setRedriving({ ids })}>
                  {t('redriveChosen', { count: ids.length })}
                </Button>
              </>
            )}
            {ids.length === 0 && waiting.length > 0 && (
              <Button onClick={() => setRedriving({ all: filters })}>
                {t(isNarrowed ? 'redriveFitting' : 'redriveAll')}
              </Button>
            )}
          </div>
        )}
      </div>
      {pages.isPending && <PagePending />}
      {pages.isError && rows.length === 0 && <FaultPage error={pages.error} />}
      {isEmpty && search.message === undefined && nothing}
      {(rows.length > 0 || search.message) && (
        <div className={css.halves} data-open={search.message !== undefined}>
          <section className={css.list} aria-label={t('list')}>
            {isEmpty && nothing}
            <ul className={list.rows} hidden={isEmpty}>
              {rows.map((message) => (
                <MessageRow
                  key={message.id}
                  message={message}
                  isOpen={message.id === search.message}
                  isChosen={chosen.has(message.id)}
                  {...(mayWork && CAN_BE_WORKED.has(message.state) && { onChoose: () => choose(message.id) })}
                />
              ))}
            </ul>
            <MoreRows
              hasMore={pages.hasNextPage}
              isFetching={pages.isFetchingNextPage}
              onMore={() => void pages.fetchNextPage()}
            />
          </section>
          <MessageDetail
            id={search.message}
            mayWork={mayWork}
            onRedrive={(id) => setRedriving({ ids: [id] })}
            onDiscard={(id) => setDiscarding([id])}
            onClose={() => change({ message: undefined })}
          />
        </div>
      )}
      {redriving && (
        <RedriveDialog
          which={redriving}
          onBegun={(redrive) => {
            setChosen(NONE);
            change({ redrive });
          }}
          onClose={() => setRedriving(null)}
        />
      )}
      {discarding && (
        <DiscardDialog ids={discarding} onDone={() => setChosen(NONE)} onClose={() => setDiscarding(null)} />
      )}
    </article>
  );
}

function Nothing({ isNarrowed, onAll }: { readonly isNarrowed: boolean; readonly onAll: () => void }) {
  const { t } = useTranslation('quarantine');
  if (!isNarrowed) return <Said title={t('empty.title')} body={t('empty.body')} />;
  return (
    <Said
      title={t('empty.narrowed')}
      body={t('empty.narrowedBody')}
      action={<Button onClick={onAll}>{t('empty.all')}</Button>}
    />
  );
}
