import { Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import css from './said.module.css';

export function PagePending() {
  const { t } = useTranslation('app');
  return (
    <div className={css.said}>
      <Spinner label={t('loading')} />
    </div>
  );
}
