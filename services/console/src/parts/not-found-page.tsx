import { useTranslation } from 'react-i18next';
import { Said } from './said.js';

export function NotFoundPage() {
  const { t } = useTranslation('app');
  return <Said title={t('fault.not-found.title')} body={t('fault.not-found.body')} />;
}
