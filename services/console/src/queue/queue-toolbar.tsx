import { Button, SearchBox, Tooltip } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { AREAS, KINDS, QUEUES, SEVERITIES } from '@demarc/domain';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, Suspense, lazy, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { useCustomers } from '../customer-view/seen-by.js';
import { useCommands } from '../app/commands.js';
import { isPermitted, onlyTenantOf, useMe } from '../session/me.js';
import { sourceWord } from '../parts/source-word.js';
import { useNow } from '../words/now.js';
import { sayMoment } from '../words/times.js';
import { FilterMenu } from './filter-menu.js';
import { LayoutMenu } from './layout-menu.js';
import css from './queue-toolbar.module.css';
import { LED_TO_BY, type QueueSearch } from './queue-search.js';
import { SORTS } from './sorts.js';

/** Where it cannot be fetched it is not offered. */
const SaveView = lazy<ComponentType<{ readonly search: QueueSearch }>>(() =>
  import('./save-view.js').catch(() => ({ default: () => null })),
);

interface QueueToolbarProps {
  readonly search: QueueSearch;
  readonly change: (changes: Partial<Record<keyof QueueSearch, unknown>>) => void;
}

const SEARCHED_AFTER_MS = 300;
const STATES = ['new', 'acknowledged', 'waiting', 'resolved'] as const;
/** What has no menu of its own, since other pages lead here with it: it is said, and taken away by a click. */
const SAID = ['named', ...LED_TO_BY] as const;
const FILTERS = ['queue', 'tenant', 'state', 'severity', 'kind', 'area', 'assignee', ...SAID, 'q'] as const;

/** Search, filters and how the list looks; all but the last stands in the address. */
export function QueueToolbar({ search, change }: QueueToolbarProps) {
  const { t } = useTranslation(['queue', 'vocabulary', 'customer-view']);
  const customers = useCustomers();
  const me = useMe();
  const tenants = useQuery({
    ...ask('GET /v1/tenants'),
    enabled: onlyTenantOf(me) === null && isPermitted(me, 'see-directory'),
  });
  const narrowed = FILTERS.some((name) => search[name] !== undefined);
  const names = (tenants.data?.items ?? []).map(({ tenant }) => tenant).filter((tenant) => tenant !== 'microsoft');
  return (
    <div className={css.bar} role="search">
      <SearchWords q={search.q ?? ''} onSearch={(q) => change({ q: q || undefined })} />
      <div className={css.filters}>
        <FilterMenu
          label={t('filter.queue')}
          choices={QUEUES.map((value) => ({ value, word: t(`vocabulary:queue.${value}`) }))}
          chosen={search.queue ? [search.queue] : []}
          single
          onChange={([queue]) => change({ queue })}
        />
        {names.length > 1 && search.seenBy === undefined && (
          <FilterMenu
            label={t('filter.tenant')}
            choices={names.map((value) => ({ value, word: value }))}
            chosen={search.tenant ? [search.tenant] : []}
            single
            onChange={([tenant]) => change({ tenant })}
          />
        )}
        <FilterMenu
          label={t('filter.severity')}
          choices={SEVERITIES.map((value) => ({ value, word: `${value} · ${t(`vocabulary:severity.${value}`)}` }))}
          chosen={search.severity ?? []}
          onChange={(severity) => change({ severity })}
        />
        <FilterMenu
          label={t('filter.state')}
          choices={STATES.map((value) => ({ value, word: t(`vocabulary:state.${value}`) }))}
          chosen={search.state ?? []}
          onChange={(state) => change({ state })}
        />
        <FilterMenu
          label={t('filter.kind')}
          choices={KINDS.map((value) => ({ value, word: t(`vocabulary:kind.${value}`) }))}
          chosen={search.kind ?? []}
          onChange={(kind) => change({ kind })}
        />
        <FilterMenu
          label={t('filter.area')}
          choices={AREAS.map((value) => ({ value, word: t(`vocabulary:area.${value}`) }))}
          chosen={search.area ?? []}
          onChange={(area) => change({ area })}
        />
        <FilterMenu
          label={t('filter.assignee')}
          choices={[
            { value: '@me', word: t('me') },
            { value: '@nobody', word: t('nobody') },
          ]}
          chosen={search.assignee ? [search.assignee] : []}
          single
          onChange={([assignee]) => change({ assignee })}
        />
        <Said search={search} change={change} />
        {narrowed && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          >
            {t('clear')}
          </Button>
        )}
      </div>
      <div className={css.end}>
        <FilterMenu
          label={t('sort.title')}
          choices={SORTS.map((value) => ({ value, word: t(`sort.${value}`) }))}
          chosen={search.sort ? [search.sort] : []}
          single
          onChange={([sort]) => change({ sort })}
        />
        {customers.length > 0 && (
          <FilterMenu
            label={t('customer-view:as')}
            choices={customers.map(({ tenant, name }) => ({ value: tenant, word: name }))}
            chosen={search.seenBy ? [search.seenBy] : []}
            single
            // Views are one's own, and name queues that are not the customer's.
            onChange={([seenBy]) => change({ seenBy, tenant: undefined, view: undefined, queue: undefined })}
          />
        )}
        <LayoutMenu />
        {narrowed && search.seenBy === undefined && (
          <Suspense>
            <SaveView search={search} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function Said({ search, change }: QueueToolbarProps) {
  const { t, i18n } = useTranslation(['queue', 'vocabulary']);
  const now = useNow();
  const wordOf = (name: (typeof SAID)[number], value: string): string => {
    if (name === 'source') return sourceWord(value);
    if (name === 'clause' || name === 'named') return value;
    if (name === 'device') return t(`vocabulary:factValue.device.${value as 'mmd'}`);
    return name === 'breached' ? t(`breached.${value as 'true'}`) : sayMoment(value, now, i18n.language);
  };
  return SAID.map((name) => {
    const value = search[name];
    if (value === undefined) return null;
    return (
      <Button key={name} iconPosition="after" icon={<DismissRegular />} onClick={() => change({ [name]: undefined })}>
        {t(`said.${name}`, { value: wordOf(name, firstOf([value].flat())) })}
      </Button>
    );
  });
}

const firstOf = ([first, ...others]: readonly string[]) => (others.length > 0 ? `${first} +${others.length}` : first!);

function SearchWords({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const { t } = useTranslation(['queue', 'app']);
  const [typed, setTyped] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  const sent = useRef(q);
  // What was sent comes back with the address; whoever typed on meanwhile keeps what they typed.
  useEffect(() => {
    if (q !== sent.current) setTyped(q);
    sent.current = q;
  }, [q]);
  const search = useEffectEvent(() => {
    sent.current = typed;
    onSearch(typed);
  });
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(search, SEARCHED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const commands = useMemo(
    () => [{ id: 'find', label: t('search'), group: t('app:group.queue'), key: '/', run: () => box.current?.focus() }],
    [t],
  );
  useCommands(commands);
  return (
    <Tooltip content={t('searchHint')} relationship="description">
      <SearchBox
        input={{ ref: box }}
        className={css.search}
        placeholder={t('search')}
        aria-label={t('search')}
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.blur();
        }}
      />
    </Tooltip>
  );
}
