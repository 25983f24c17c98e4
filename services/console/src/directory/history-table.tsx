import { useTranslation } from 'react-i18next';
import { Moment } from '../parts/moment.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import type { Lane } from './device-history.js';

/** The same as the picture, to read. */
export function HistoryTable({ lanes }: { readonly lanes: readonly Lane[] }) {
  const { t } = useTranslation('directory');
  return (
    <ScrollingTable label={t('history.table')}>
      <thead>
        <tr>
          <th scope="col">{t('history.what')}</th>
          <th scope="col">{t('history.value')}</th>
          <th scope="col">{t('history.from')}</th>
          <th scope="col">{t('history.until')}</th>
        </tr>
      </thead>
      <tbody>
        {lanes.flatMap(({ name, bars }) =>
          bars.map(({ value, from, until }) => (
            <tr key={`${name} ${value} ${from} ${until}`}>
              <th scope="row">{t(`lane.${name}`)}</th>
              <td>{value ?? t('devices.mmd')}</td>
              <td>{from === null ? t('history.ever') : <Moment at={from} />}</td>
              <td>{until === null ? t('history.still') : <Moment at={until} />}</td>
            </tr>
          )),
        )}
      </tbody>
    </ScrollingTable>
  );
}
