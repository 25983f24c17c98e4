import type { Severity } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import css from './signs.module.css';

/** The severity as its letter and its word; the colour is never the only sign. */
export function SeveritySign({ severity, short = false }: { readonly severity: Severity; readonly short?: boolean }) {
  const { t } = useTranslation('vocabulary');
  const word = t(`severity.${severity}`);
  return (
    <span className={css.severity} data-severity={severity} title={word}>
      <b>{severity}</b>
      <span className={short ? 'read-out' : undefined}>{word}</span>
    </span>
  );
}
