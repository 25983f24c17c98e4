import type { ReportView } from '@demarc/contracts';
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import type { QueueSearch } from '../queue/queue-search.js';
import { sayMinutes, sayNumber } from '../words/times.js';
import { ANY_STATE } from './opened-search.js';
import css from './parties-panel.module.css';

type Figures = ReportView['parties']['microsoft'];
const PARTIES = ['microsoft', 'customer'] as const;
type Party = (typeof PARTIES)[number];

/** How soon each party took up and resolved, what it broke, handed over and was told late. */
export function PartiesPanel({ report, tenant }: { readonly report: ReportView; readonly tenant: string | undefined }) {
  const { t, i18n } = useTranslation(['overview', 'vocabulary']);
  const scope = { view: 'all', ...(tenant !== undefined && { tenant }) };
  const number = (value: number) => sayNumber(value, i18n.language);
  const time = (figure: Figures['acknowledge']['counted']) =>
    figure === null ? '–' : `${sayMinutes(figure.median, i18n.language)} · ${sayMinutes(figure.p90, i18n.language)}`;
  /** A time leads to what it was taken of; of nothing there is no list. */
  const timeOf = (party: Party, figure: 'acknowledge' | 'resolve', during: QueueSearch) => {
    const { counted } = report.parties[party][figure];
    if (counted === null) return time(counted);
    return (
      <Link to="/queue" search={{ ...scope, state: ANY_STATE, party, ...during }}>
        {time(counted)}
      </Link>
    );
  };
  const rows: readonly (readonly [string, (party: Party) => ReactNode])[] = [
    [t('parties.acknowledge'), (party) => timeOf(party, 'acknowledge', { acknowledgedFrom: report.from })],
    [t('parties.resolve'), (party) => timeOf(party, 'resolve', { resolvedFrom: report.from })],
    [
      t('parties.breaches'),
      (party) => {
        const { breaches } = report.parties[party];
        return (
          <Link to="/queue" search={{ ...scope, party, breached: 'true' }}>
            {`${number(breaches['first-response'])} · ${number(breaches.update)}`}
          </Link>
        );
      },
    ],
    [
      t('parties.offers'),
      (party) => {
        const { made, accepted, refused } = report.parties[party].offers;
        return [made, accepted, refused].map((count) => number(count ?? 0)).join(' · ');
      },
    ],
    [t('parties.reopened'), (party) => number(report.parties[party].reopened)],
    [
      t('parties.notices'),
      (party) => {
        const { owed, told, late } = report.notices[party];
        return (
          <Link to="/notices" search={{ party, ...(tenant !== undefined && { tenant }) }}>
            {[owed, told, late].map(number).join(' · ')}
          </Link>
        );
      },
    ],
  ];
  return (
    <Panel title={t('parties.title')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('parties.figure')}</th>
            {PARTIES.map((party) => (
              <th key={party} scope="col">
                {t(`vocabulary:party.${party}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, of]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {PARTIES.map((party) => (
                <td key={party}>{of(party)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
