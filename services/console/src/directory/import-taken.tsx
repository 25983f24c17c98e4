import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../parts/copy-button.js';
import { Panel } from '../parts/panel.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import css from './import.module.css';
import { ImportCounts } from './import-counts.js';
import type { Preview, Secrets } from './use-import.js';

interface ImportTakenProps {
  readonly file: string;
  readonly preview: Omit<Preview, 'lines'>;
  readonly secrets: Secrets;
  readonly onAgain: () => void;
}

/** What was done; secrets that were made for it are here this once. */
export function ImportTaken({ file, preview, secrets, onAgain }: ImportTakenProps) {
  const { t } = useTranslation('directory');
  return (
    <Panel title={t('import.taken', { file })} aside={<Button onClick={onAgain}>{t('import.again')}</Button>}>
      <ImportCounts {...preview} />
      {secrets.length > 0 && (
        <>
          <p className={css.note}>{t('import.secrets')}</p>
          <ScrollingTable label={t('import.secretsTitle')}>
            <thead>
              <tr>
                <th scope="col">{t('field.area')}</th>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('import.secret')}</th>
              </tr>
            </thead>
            <tbody>
              {secrets.map(({ area, name, secret }) => (
                <tr key={`${area} ${name}`}>
                  <td>{t(`slot.${area}`)}</td>
                  <th scope="row">{name}</th>
                  <td>
                    <code>{secret}</code>
                    <CopyButton text={secret} />
                  </td>
                </tr>
              ))}
            </tbody>
          </ScrollingTable>
        </>
      )}
    </Panel>
  );
}
