import { useTranslation } from 'react-i18next';
import css from './said.module.css';

/** A ring that turns: Fluent's own would be a hundredth of all that is loaded before the queue is there. */
export function PagePending() {
  const { t } = useTranslation('app');
  return (
    <div className={css.said} role="status">
      <span className={css.ring} aria-hidden />
      {t('loading')}
    </div>
  );
}
