import { Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';
import { usePageTitle } from '../app/page-title.js';
import { FaultPage } from '../parts/fault-page.js';
import { lazyPart } from '../parts/lazy-part.js';
import { PagePending } from '../parts/page-pending.js';
import { onlyTenantOf, useMe, usePermitted } from '../session/me.js';
import css from './policy-page.module.css';
import { type PolicySearch, VIEWS } from './policy-search.js';
import { TimeLine } from './time-line.js';
import { useProposals } from './use-proposals.js';
import { WhoOwnsWhat } from './who-owns-what.js';

const Draft = lazyPart('policy draft', () => import('./draft.js'));
const Proposals = lazyPart('policy proposals', () => import('./proposals.js'));

/** Who answers for what: the policies, when which holds, and how they are changed. */
export function PolicyPage() {
  const { t } = useTranslation('policy');
  usePageTitle(t('title'));
  const search = useSearch({ from: '/shell/policy' });
  const mayPublish = usePermitted('keep-policies');
  const mayTry = usePermitted('replay-policies');
  const proposals = useProposals();
  const waiting = proposals.data?.items.filter(({ state }) => state === 'open').length ?? 0;
  const isOffered = { draft: mayPublish || mayTry, proposals: proposals.isEnabled };
  const parts = VIEWS.filter((part) => part === 'matrix' || part === 'time-line' || isOffered[part]);
  const view = parts.find((part) => part === search.view) ?? 'matrix';
  const policies = useQuery(ask('GET /v1/policies'));
  const inForce = useInForce();
  if (policies.isPending || inForce.isPending) return <PagePending />;
  const items = policies.data?.items;
  if (!items) return <FaultPage error={policies.error} />;
  const version = search.version ?? inForce.version ?? items[0]!.version;
  return (
    <article className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        {view === 'matrix' && <VersionChoice items={items} version={version} inForce={inForce.version} />}
      </header>
      <nav className={css.tabs} aria-label={t('parts')}>
        {parts.map((part) => (
          <Link
            key={part}
            to="/policy"
            search={addressOf(part, search)}
            className={css.tab}
            aria-current={part === view ? 'page' : undefined}
            data-current={part === view}
          >
            {t(`part.${part}`)}
            {part === 'proposals' && waiting > 0 && ' '}
            {part === 'proposals' && waiting > 0 && <span className={css.count}>{waiting}</span>}
          </Link>
        ))}
      </nav>
      {view === 'matrix' && <WhoOwnsWhat version={version} search={search} />}
      {view === 'time-line' && <TimeLine policies={items} />}
      {view === 'proposals' && <Proposals />}
      {view === 'draft' && <Draft policies={items} base={version} />}
    </article>
  );
}

const addressOf = (part: (typeof VIEWS)[number], { version }: PolicySearch): PolicySearch => ({
  ...(part !== 'matrix' && { view: part }),
  ...(version !== undefined && { version }),
});

/** The policy that holds for whoever belongs to one customer; otherwise none is any more in force than another. */
function useInForce(): { readonly version: string | undefined; readonly isPending: boolean } {
  const tenant = onlyTenantOf(useMe());
  const read = useQuery({
    ...ask('GET /v1/tenants/:tenant/policies', { tenant: tenant ?? '' }),
    enabled: tenant !== null,
  });
  return {
    version: read.data?.items.find(({ isInForce }) => isInForce)?.version,
    isPending: tenant !== null && read.isPending,
  };
}

interface VersionChoiceProps {
  readonly items: AnswerAt<'GET /v1/policies'>['items'];
  readonly version: string;
  readonly inForce: string | undefined;
}

function VersionChoice({ items, version, inForce }: VersionChoiceProps) {
  const { t } = useTranslation('policy');
  const navigate = useNavigate();
  const { kind } = useSearch({ from: '/shell/policy' });
  return (
    <label className={css.version}>
      <span>{t('version')}</span>
      <Select
        value={version}
        onChange={(_, { value }) =>
          void navigate({ to: '/policy', search: { ...(kind !== undefined && { kind }), version: value } })
        }
      >
        {items.map((policy) => (
          <option key={policy.version} value={policy.version}>
            {`${policy.version}  ${policy.title}${policy.version === inForce ? ` (${t('inForce')})` : ''}`}
          </option>
        ))}
      </Select>
    </label>
  );
}
