import type { PolicyView } from '@demarc/contracts';
import { SEVERITIES, SOURCE_SEVERITIES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { sayMinutes } from '../words/times.js';
import { ScrollingTable } from '../parts/scrolling-table.js';

/** What a source's severity becomes, and how soon each severity is answered. */
export function HowSoon({ severity, clocks }: Pick<PolicyView, 'severity' | 'clocks'>) {
  const { t, i18n } = useTranslation('policy');
  return (
    <Panel title={t('soon.title')}>
      <ScrollingTable label={t('soon.title')}>
        <thead>
          <tr>
            <th scope="col">{t('soon.severity')}</th>
            <th scope="col">{t('soon.reported')}</th>
            <th scope="col">{t('soon.first')}</th>
            <th scope="col">{t('soon.next')}</th>
            <th scope="col">{t('soon.hours')}</th>
          </tr>
        </thead>
        <tbody>
          {SEVERITIES.map((level) => (
            <tr key={level}>
              <th scope="row">
                <SeveritySign severity={level} />
              </th>
              <td>
                {SOURCE_SEVERITIES.filter((source) => severity[source] === level)
                  .map((source) => t(`soon.source.${source}`))
                  .join(', ')}
              </td>
              <td>{sayMinutes(clocks[level].firstResponseMinutes, i18n.language)}</td>
              <td>{sayMinutes(clocks[level].updateMinutes, i18n.language)}</td>
              <td>{t(`soon.${clocks[level].hours}`)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </Panel>
  );
}
