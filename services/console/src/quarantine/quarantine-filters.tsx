import { SearchBox } from '@fluentui/react-components';
import { QUARANTINE_STATES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { useCustomers } from '../customer-view/seen-by.js';
import { FilterMenu } from '../queue/filter-menu.js';
import css from './quarantine-page.module.css';
import { type QuarantineSearch, REASONS } from './quarantine-search.js';

interface QuarantineFiltersProps {
  readonly search: QuarantineSearch;
  readonly change: (changes: Partial<Record<keyof QuarantineSearch, unknown>>) => void;
}

export function QuarantineFilters({ search, change }: QuarantineFiltersProps) {
  const { t } = useTranslation('quarantine');
  const customers = useCustomers();
  return (
    <>
      <FilterMenu
        label={t('filter.reason')}
        choices={REASONS.map((value) => ({ value, word: t(`reason.${value}`) }))}
        chosen={search.reason ? [search.reason] : []}
        single
        onChange={([reason]) => change({ reason })}
      />
      <FilterMenu
        label={t('filter.state')}
        choices={QUARANTINE_STATES.map((value) => ({ value, word: t(`state.${value}`) }))}
        chosen={search.state ?? []}
        onChange={(state) => change({ state: state.length > 0 ? state : undefined })}
      />
      {customers.length > 1 && (
        <FilterMenu
          label={t('filter.tenant')}
          choices={customers.map(({ tenant, name }) => ({ value: tenant, word: name }))}
          chosen={search.tenant ? [search.tenant] : []}
          single
          onChange={([tenant]) => change({ tenant })}
        />
      )}
      {/* A source is named as a whole, so it is asked for once it is typed. */}
      <SearchBox
        key={search.source ?? ''}
        className={css.source}
        defaultValue={search.source ?? ''}
        placeholder={t('sourcePlaceholder')}
        aria-label={t('filter.source')}
        onChange={(_, { value }) => value === '' && change({ source: undefined })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change({ source: event.currentTarget.value.trim() || undefined });
        }}
      />
    </>
  );
}
