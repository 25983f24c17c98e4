import { useTranslation } from 'react-i18next';
import css from './devices.module.css';

/** Whether a device is in the service now. */
export function EnrolledSign({ enrolled }: { readonly enrolled: boolean }) {
  const { t } = useTranslation('directory');
  return (
    <span className={css.sign} data-enrolled={enrolled}>
      {t(enrolled ? 'devices.mmd' : 'devices.nonMmd')}
    </span>
  );
}
