import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import { sayNumber } from '../words/times.js';
import { ChangedField } from './changed-field.js';
import css from './import.module.css';
import { ImportCounts } from './import-counts.js';
import type { Preview } from './use-import.js';

interface ImportPreviewProps {
  readonly file: string;
  readonly preview: Preview;
  readonly actions: ReactNode;
}

const SHOWN_FIRST = 50;

/** What a file would add and change, line by line. */
export function ImportPreview({ file, preview, actions }: ImportPreviewProps) {
  const { t, i18n } = useTranslation('directory');
  const [shown, setShown] = useState(SHOWN_FIRST);
  const { lines, added, changed } = preview;
  const rest = lines.length - shown;
  const unsaid = added + changed - lines.length;
  return (
    <Panel title={t('import.preview', { file })} aside={actions}>
      <ImportCounts {...preview} />
      <p className={css.note}>{t('import.notYet')}</p>
      {lines.length === 0 && <p>{t('import.nothing')}</p>}
      {lines.length > 0 && (
        <ScrollingTable label={t('import.changes')}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.what')}</th>
              <th scope="col">{t('import.beforeAfter')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, shown).map(({ line, isNew, name, fields }) => (
              <tr key={line}>
                <td>{line}</td>
                <th scope="row">
                  <b>{name}</b>
                  <div>
                    <span className={css.kind} data-new={isNew}>
                      {t(isNew ? 'import.isNew' : 'import.isChanged')}
                    </span>
                  </div>
                </th>
                <td>
                  <dl className={css.fields}>
                    {fields.map((field) => (
                      <ChangedField key={field.field} change={field} />
                    ))}
                  </dl>
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollingTable>
      )}
      {rest > 0 && (
        <Button appearance="subtle" onClick={() => setShown(shown + SHOWN_FIRST)}>
          {t('import.more', { count: rest, n: sayNumber(rest, i18n.language) })}
        </Button>
      )}
      {rest <= 0 && unsaid > 0 && (
        <p className={css.note}>{t('import.unsaid', { count: unsaid, n: sayNumber(unsaid, i18n.language) })}</p>
      )}
    </Panel>
  );
}
