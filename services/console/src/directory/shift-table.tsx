import { useTranslation } from 'react-i18next';
import { Moment } from '../parts/moment.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import type { Shift } from './calendar.js';
import css from './schedules.module.css';

interface ShiftTableProps {
  readonly title: string;
  readonly shifts: readonly Shift[];
}

/** The same as the calendar, to read. */
export function ShiftTable({ title, shifts }: ShiftTableProps) {
  const { t } = useTranslation('directory');
  return (
    <details className={css.shifts}>
      <summary>{t('schedule.table')}</summary>
      <ScrollingTable label={`${title}, ${t('schedule.table')}`}>
        <thead>
          <tr>
            <th scope="col">{t('schedule.who')}</th>
            <th scope="col">{t('schedule.from')}</th>
            <th scope="col">{t('schedule.until')}</th>
            <th scope="col">{t('schedule.why')}</th>
          </tr>
        </thead>
        <tbody>
          {shifts.map(({ contact, from, until, why }) => (
            <tr key={from}>
              <th scope="row">{contact ?? t('schedule.nobody')}</th>
              <td>
                <Moment at={from} />
              </td>
              <td>
                <Moment at={until} />
              </td>
              <td>{t(`schedule.because.${why}`)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </details>
  );
}
