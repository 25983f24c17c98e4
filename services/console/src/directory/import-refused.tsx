import type { ProblemField } from '@demarc/contracts';
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import { WhyNot } from '../parts/why-not.js';
import { ApiSaid } from '../phrases/api-said.js';
import { sayNumber } from '../words/times.js';
import css from './import.module.css';

interface ImportRefusedProps {
  readonly file: string;
  readonly error: unknown;
  readonly errors: readonly ProblemField[];
}

const SHOWN_FIRST = 100;

/** Why nothing of a file can be taken, line by line. */
export function ImportRefused({ file, error, errors }: ImportRefusedProps) {
  const { t, i18n } = useTranslation('directory');
  const [shown, setShown] = useState(SHOWN_FIRST);
  const rest = errors.length - shown;
  return (
    <Panel title={t('import.refused', { file })}>
      <p className={css.refused} role="alert">
        {errors.length > 0 ? (
          t('import.mistakes', { count: errors.length, n: sayNumber(errors.length, i18n.language) })
        ) : (
          <WhyNot error={error} />
        )}
      </p>
      {errors.length > 0 && (
        <ScrollingTable label={t('import.errors')}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.slice(0, shown).map(({ line, field, detail: wrong }, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- two lines may be wrong in the same words
              <tr key={at}>
                <th scope="row">{line ?? ''}</th>
                <td>{field && <code>{field}</code>}</td>
                <td>
                  <ApiSaid text={wrong} />
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
    </Panel>
  );
}
