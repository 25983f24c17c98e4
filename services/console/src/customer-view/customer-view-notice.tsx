import { Button } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { useTranslation } from 'react-i18next';
import css from './customer-view.module.css';
import { useCustomerName } from './seen-by.js';

interface CustomerViewNoticeProps {
  readonly tenant: string;
  /** The customer sees nothing at all of what is on the page. */
  readonly whole?: boolean;
  readonly onEnd: () => void;
}

/** For as long as one looks as a customer does: as whom, what the hatching means, and the way back. */
export function CustomerViewNotice({ tenant, whole = false, onEnd }: CustomerViewNoticeProps) {
  const { t } = useTranslation('customer-view');
  const name = useCustomerName(tenant);
  return (
    <section className={css.notice} aria-label={t('title', { name })}>
      <span className={css.eye}>
        <EyeRegular aria-hidden />
      </span>
      <p role="status">
        <strong>{t('title', { name })}</strong> {t(whole ? 'whole' : 'hatched')} {t('nothingDone')}
      </p>
      <Button onClick={onEnd}>{t('end')}</Button>
    </section>
  );
}
