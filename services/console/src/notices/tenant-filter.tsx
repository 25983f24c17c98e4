import { useTranslation } from 'react-i18next';
import { useCustomers } from '../customer-view/seen-by.js';
import { FilterMenu } from '../queue/filter-menu.js';
import type { ChangeNotices } from './notices-page.js';

/** For whoever sees several customers. */
export function TenantFilter({
  chosen,
  change,
}: {
  readonly chosen: string | undefined;
  readonly change: ChangeNotices;
}) {
  const { t } = useTranslation('notices');
  const customers = useCustomers();
  if (customers.length < 2) return null;
  return (
    <FilterMenu
      label={t('filter.tenant')}
      choices={customers.map(({ tenant, name }) => ({ value: tenant, word: name }))}
      chosen={chosen ? [chosen] : []}
      single
      onChange={([tenant]) => change({ tenant })}
    />
  );
}
