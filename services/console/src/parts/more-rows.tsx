import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import css from './list-page.module.css';

interface MoreRowsProps {
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onMore: () => void;
}

/** Below a list that goes on. */
export function MoreRows({ hasMore, isFetching, onMore }: MoreRowsProps) {
  const { t } = useTranslation('app');
  if (!hasMore) return null;
  return (
    <div className={css.more}>
      <Button disabled={isFetching} onClick={onMore}>
        {t(isFetching ? 'loading' : 'more')}
      </Button>
    </div>
  );
}
