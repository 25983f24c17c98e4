import { Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { usePageTitle } from '../app/page-title.js';
import { FaultPage } from '../parts/fault-page.js';
import { lazyPart } from '../parts/lazy-part.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import { isPermitted, useMe } from '../session/me.js';
import css from './directory-page.module.css';
import { type DirectoryPart, PARTS } from './directory-search.js';

const SHOWN = {
  devices: lazyPart('directory devices', () => import('./device-part.js')),
  import: lazyPart('directory import', () => import('./import-part.js')),
  contacts: lazyPart('directory contacts', () => import('./contact-part.js')),
  schedules: lazyPart('directory schedules', () => import('./schedule-part.js')),
  silences: lazyPart('directory silences', () => import('./silence-part.js')),
} as const satisfies Record<DirectoryPart, unknown>;

/** The reserved tenant of the provider's own contacts and turns. */
const PROVIDER = 'microsoft';

/** What Demarc knows of a customer: its devices, who is told and when, and what is muted. */
export function DirectoryPage() {
  const { t } = useTranslation(['directory', 'app']);
  usePageTitle(t('title'));
  const search = useSearch({ from: '/shell/directory' });
  const me = useMe();
  const tenants = useQuery(ask('GET /v1/tenants'));
  if (tenants.isPending) return <PagePending />;
  if (!tenants.data) return <FaultPage error={tenants.error} />;
  const { items } = tenants.data;
  const whose = [
    ...items.map(({ tenant, name }) => ({ tenant, name })),
    ...(me.party === 'microsoft' ? [{ tenant: PROVIDER, name: t('provider') }] : []),
  ];
  if (whose.length === 0) return <Said title={t('noTenants.title')} body={t('noTenants.body')} />;
  const tenant = search.tenant ?? whose[0]!.tenant;
  if (!whose.some((one) => one.tenant === tenant))
    return <Said title={t('app:fault.not-found.title')} body={t('app:fault.not-found.body')} />;
  const parts = PARTS.filter((part) => part !== 'import' || isPermitted(me, 'keep-directory', tenant)).filter(
    (part) => part !== 'silences' || isPermitted(me, 'see-notices', tenant),
  );
  const part = parts.find((one) => one === search.part) ?? 'devices';
  const Part = SHOWN[part];
  return (
    <article className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        {whose.length > 1 && <TenantChoice whose={whose} tenant={tenant} part={part} />}
      </header>
      <nav className={css.tabs} aria-label={t('parts')}>
        {parts.map((one) => (
          <Link
            key={one}
            to="/directory"
            search={{ ...(one !== 'devices' && { part: one }), ...(search.tenant && { tenant: search.tenant }) }}
            className={css.tab}
            aria-current={one === part ? 'page' : undefined}
            data-current={one === part}
          >
            {t(`part.${one}`)}
          </Link>
        ))}
      </nav>
      <Part key={tenant} tenant={tenant} isProvider={tenant === PROVIDER} />
    </article>
  );
}

interface TenantChoiceProps {
  readonly whose: readonly { readonly tenant: string; readonly name: string }[];
  readonly tenant: string;
  readonly part: DirectoryPart;
}

function TenantChoice({ whose, tenant, part }: TenantChoiceProps) {
  const { t } = useTranslation('directory');
  const navigate = useNavigate();
  return (
    <label className={css.whose}>
      <span>{t('whose')}</span>
      <Select
        value={tenant}
        onChange={(_, { value }) =>
          void navigate({ to: '/directory', search: { ...(part !== 'devices' && { part }), tenant: value } })
        }
      >
        {whose.map((one) => (
          <option key={one.tenant} value={one.tenant}>
            {one.name}
          </option>
        ))}
      </Select>
    </label>
  );
}
