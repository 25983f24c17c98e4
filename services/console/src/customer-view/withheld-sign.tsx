import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off';
import { useTranslation } from 'react-i18next';
import css from './customer-view.module.css';

/** Said in words beside whatever is hatched: what is told by how it looks alone is not told to everybody. */
export function WithheldSign({ short = false }: { readonly short?: boolean }) {
  const { t } = useTranslation('customer-view');
  return (
    <span className={css.sign}>
      <EyeOffRegular aria-hidden />
      {t(short ? 'withheld' : 'withheldFrom')}
    </span>
  );
}
