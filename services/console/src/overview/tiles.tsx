import type { ReportView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sayNumber } from '../words/times.js';
import type { OpenedSearch } from './opened-search.js';
import css from './tiles.module.css';

/** The figures that are looked at first; each leads to what it counts. */
export function Tiles({ report, opened }: { readonly report: ReportView; readonly opened: OpenedSearch }) {
  const { t, i18n } = useTranslation('overview');
  const { groups, parties, notices } = report;
  const sum = (of: (group: ReportView['groups'][number]) => number) =>
    groups.reduce((all, group) => all + of(group), 0);
  const breaches = Object.values(parties).flatMap(({ breaches: clocks }) => Object.values(clocks));
  const late = notices.microsoft.late + notices.customer.late;
  const { tenant } = opened;
  const scope = { view: 'all', ...(tenant !== undefined && { tenant }) };
  const tiles = [
    { name: 'opened', value: sum((group) => group.opened), search: opened },
    {
      name: 'resolved',
      value: sum((group) => group.resolved),
      search: { ...scope, state: ['resolved'] as const, resolvedFrom: report.from },
    },
    { name: 'open', value: sum((group) => group.openAtEnd), search: { ...scope, state: OPEN } },
    {
      name: 'breaches',
      value: breaches.reduce((all, count) => all + count, 0),
      search: { ...scope, breached: 'true' },
      alarm: true,
    },
  ] as const;
  return (
    <ul className={css.tiles}>
      {tiles.map(({ name, value, search, ...rest }) => (
        <li key={name}>
          <Link to="/queue" search={search} className={css.tile} data-alarm={'alarm' in rest && value > 0}>
            <strong>{sayNumber(value, i18n.language)}</strong>
            <span>{t(`tile.${name}`)}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link to="/notices" search={tenant === undefined ? {} : { tenant }} className={css.tile} data-alarm={late > 0}>
          <strong>{sayNumber(late, i18n.language)}</strong>
          <span>{t('tile.late')}</span>
        </Link>
      </li>
    </ul>
  );
}

const OPEN = ['new', 'acknowledged', 'waiting'] as const;
