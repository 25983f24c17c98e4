import { Button, Select } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { callForFile } from '../api/call.js';
import { usePageTitle } from '../app/page-title.js';
import { tell } from '../app/tell.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { isPermitted, onlyTenantOf, useMe } from '../session/me.js';
import { useNow } from '../words/now.js';
import { WhyNot } from '../parts/why-not.js';
import { FlowPanel } from './flow-panel.js';
import { LoadPanel } from './load-panel.js';
import css from './overview-page.module.css';
import { ANY_STATE } from './opened-search.js';
import { type OverviewSearch, PERIODS, beginningOf } from './overview-search.js';
import { PartiesPanel } from './parties-panel.js';
import { StandingPanel } from './standing-panel.js';
import { StormsPanel } from './storms-panel.js';
import { Tiles } from './tiles.js';

/** What a service manager looks at: how it flows, whether the contract is kept, and whether all of it works. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  usePageTitle(t('title'));
  const { period = 'week', tenant } = useSearch({ from: '/shell/overview' });
  const from = beginningOf(period, useNow());
  const scope = { from, ...(tenant !== undefined && { tenant }) };
  const report = useQuery(ask('GET /v1/reports', {}, { ...scope, groupBy: 'owner' }));
  const flow = useQuery(ask('GET /v1/reports/flow', {}, scope));
  const me = useMe();
  if (report.isPending || flow.isPending) return <PagePending />;
  if (!report.data || !flow.data) return <FaultPage error={report.error ?? flow.error} />;
  const opened = { view: 'all', state: ANY_STATE, openedFrom: from, ...(tenant !== undefined && { tenant }) };
  return (
    <article className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <Choices period={period} tenant={tenant} />
        <Downloads scope={scope} />
      </header>
      <Tiles report={report.data} opened={opened} />
      <FlowPanel flow={flow.data} opened={opened} />
      <div className={css.columns}>
        <LoadPanel flow={flow.data} opened={opened} />
        <PartiesPanel report={report.data} tenant={tenant} />
        <StormsPanel storms={flow.data.storms} />
        {isPermitted(me, 'see-operation') && <StandingPanel />}
      </div>
    </article>
  );
}

function Choices({
  period,
  tenant,
}: Required<Pick<OverviewSearch, 'period'>> & { readonly tenant: string | undefined }) {
  const { t } = useTranslation('overview');
  const navigate = useNavigate();
  const me = useMe();
  const several = onlyTenantOf(me) === null && isPermitted(me, 'see-directory');
  const tenants = useQuery({ ...ask('GET /v1/tenants'), enabled: several });
  const names = (tenants.data?.items ?? []).filter((one) => one.tenant !== 'microsoft');
  const go = (search: OverviewSearch) => void navigate({ to: '/overview', search });
  return (
    <>
      <nav className={css.periods} aria-label={t('period.title')}>
        {PERIODS.map((one) => (
          <Link
            key={one}
            to="/overview"
            search={{ ...(one !== 'week' && { period: one }), ...(tenant !== undefined && { tenant }) }}
            className={css.period}
            activeOptions={{ exact: true }}
          >
            {t(`period.${one}`)}
          </Link>
        ))}
      </nav>
      {several && (
        <Select
          aria-label={t('tenant')}
          value={tenant ?? ''}
          onChange={(_, { value }) =>
            go({ ...(period !== 'week' && { period }), ...(value !== '' && { tenant: value }) })
          }
        >
          <option value="">{t('allTenants')}</option>
          {names.map((one) => (
            <option key={one.tenant} value={one.tenant}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}

function Downloads({ scope }: { readonly scope: { readonly from: string; readonly tenant?: string } }) {
  const { t } = useTranslation('overview');
  const save = async (door: 'GET /v1/reports' | 'GET /v1/reports/flow', name: string) => {
    try {
      const file = await callForFile(door, { query: { ...scope, format: 'csv' } });
      const address = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href: address, download: name }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      tell({ intent: 'error', title: t('csv.failed'), body: <WhyNot error={error} /> });
    }
  };
  return (
    <div className={css.downloads}>
      <Button icon={<ArrowDownloadRegular />} onClick={() => void save('GET /v1/reports', 'demarc-report.csv')}>
        {t('csv.figures')}
      </Button>
      <Button icon={<ArrowDownloadRegular />} onClick={() => void save('GET /v1/reports/flow', 'demarc-flow.csv')}>
        {t('csv.flow')}
      </Button>
    </div>
  );
}
