import type { StatusBody } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { Ago } from '../parts/moment.js';
import { NotRead } from '../parts/not-read.js';
import { Pairs, Panel } from '../parts/panel.js';
import { ApiSaid } from '../phrases/api-said.js';
import { sayNumber } from '../words/times.js';
import { SERVICES, WhoRuns } from './who-runs.js';
import css from './standing-panel.module.css';

const AGAIN_MS = 15_000;

/** Whether all of it works right now. */
export function StandingPanel() {
  const { t } = useTranslation('overview');
  const read = useQuery({ ...ask('GET /v1/status'), refetchInterval: AGAIN_MS });
  return (
    <Panel title={t('standing.title')} aside={read.data && <Verdict status={read.data} />}>
      {read.isError && <NotRead read={read} />}
      {/* As high as what comes, so that nothing moves when it does. */}
      <div className={css.body}>{read.data && <Standing status={read.data} />}</div>
    </Panel>
  );
}

function Verdict({ status: { warnings, reconciliation, unreachable } }: { readonly status: StatusBody }) {
  const { t } = useTranslation('overview');
  const well = warnings.length === 0 && reconciliation.gaps === 0 && unreachable === 0;
  return (
    <span className={css.verdict} data-well={well}>
      {t(well ? 'standing.well' : 'standing.notWell')}
    </span>
  );
}

function Standing({ status }: { readonly status: StatusBody }) {
  const { t, i18n } = useTranslation('overview');
  const number = (value: number) => sayNumber(value, i18n.language);
  const { services, durables, streams, outbox, quarantine, warnings, deliveries, unreachable, reconciliation } = status;
  const failing = (deliveries.failed ?? 0) + unreachable;
  const pairs: readonly (readonly [string, ReactNode])[] = [
    [t('standing.quarantine'), <Link to="/quarantine">{number(quarantine)}</Link>],
    [t('standing.failed'), <Link to="/notices">{number(failing)}</Link>],
    [t('standing.gaps'), number(reconciliation.gaps)],
    [
      t('standing.lookedAt'),
      reconciliation.lookedAt === null ? t('standing.never') : <Ago at={reconciliation.lookedAt} />,
    ],
    [t('standing.outbox'), number(outbox)],
    ...SERVICES.map((name): readonly [string, ReactNode] => [
      t(`standing.service.${name}`),
      <WhoRuns name={name} services={services} />,
    ]),
    ...durables.map(({ name, pending, inFlight }): readonly [string, ReactNode] => [
      t('standing.waiting', { name }),
      pending === null ? t('standing.never') : `${number(pending)} + ${number(inFlight ?? 0)}`,
    ]),
    ...streams.map(({ name, bytes, maxBytes }): readonly [string, ReactNode] => [
      t('standing.full', { name }),
      `${(Math.round((bytes / maxBytes) * 1_000) / 10).toLocaleString(i18n.language)} %`,
    ]),
  ];
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} className={css.warning} role="alert">
          <ApiSaid text={warning} />
        </p>
      ))}
      <Pairs pairs={pairs} />
    </>
  );
}
