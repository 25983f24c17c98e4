import type { Matcher } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { VALUES_OF } from './matchers.js';
import css from './silences.module.css';

/** What a silence is about, in words. */
export function MatcherWords({ matchers }: { readonly matchers: readonly Matcher[] }) {
  const { t } = useTranslation('directory');
  const word = useMatcherWord();
  if (matchers.length === 0) return <span>{t('silence.everything')}</span>;
  return (
    <ul className={css.matchers}>
      {matchers.map(({ field, is, value }) => (
        <li key={`${field} ${is} ${value}`}>
          {t(`matcher.field.${field}`)} <i>{t(`matcher.is.${is}`)}</i> <b>{word(field, value)}</b>
        </li>
      ))}
    </ul>
  );
}

/** The word for a value of a field, for fields whose values have words. */
export function useMatcherWord(): (field: Matcher['field'], value: string) => string {
  const { t } = useTranslation('vocabulary');
  return (field, value) => {
    const listed = VALUES_OF[field]?.find((one) => one === value);
    // Each list holds keys of the words of that name.
    return listed === undefined ? value : t(`${field}.${listed}` as 'severity.A');
  };
}
