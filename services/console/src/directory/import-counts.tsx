import { useTranslation } from 'react-i18next';
import { sayNumber } from '../words/times.js';
import css from './import.module.css';
import type { Preview } from './use-import.js';

/** How much of a file is new, how much changes, and how much is so already. */
export function ImportCounts({ added, changed, unchanged }: Omit<Preview, 'lines'>) {
  const { t, i18n } = useTranslation('directory');
  const counts = [
    ['added', added],
    ['changed', changed],
    ['unchanged', unchanged],
  ] as const;
  return (
    <div role="status">
      <dl className={css.counts}>
        {counts.map(([name, count]) => (
          <div key={name} data-count={name}>
            <dt>{t(`import.${name}`)}</dt>
            <dd>{sayNumber(count, i18n.language)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
