import { Button } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from './said.module.css';
import { WhyNot } from './why-not.js';

/** In place of a part of a page that could not be read: why, and once more. The rest of the page stays. */
export function NotRead({ read: { error, refetch, isFetching } }: { readonly read: UseQueryResult }) {
  const { t } = useTranslation('app');
  return (
    <p className={css.unread} role="alert">
      <span>
        <WhyNot error={error} />
      </span>
      <Button size="small" disabled={isFetching} onClick={() => void refetch()}>
        {t('retry')}
      </Button>
    </p>
  );
}
