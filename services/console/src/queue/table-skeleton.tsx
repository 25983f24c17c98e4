import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import css from './incident-table.module.css';

const LINES = Array.from({ length: 12 }, (_, line) => line);

/** The list's shape while it is read, so that nothing jumps when it comes. */
export function TableSkeleton() {
  const { t } = useTranslation('app');
  return (
    <Skeleton aria-label={t('loading')} className={css.skeleton}>
      {LINES.map((line) => (
        <SkeletonItem key={line} size={28} />
      ))}
    </Skeleton>
  );
}
