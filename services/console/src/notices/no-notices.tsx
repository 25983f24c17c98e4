import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Said } from '../parts/said.js';
import type { NoticesSearch } from './notices-search.js';

interface NoNoticesProps {
  readonly of: 'emptyOwed' | 'emptyDeliveries';
  readonly isNarrowed: boolean;
  readonly view: NoticesSearch['view'];
}

export function NoNotices({ of, isNarrowed, view }: NoNoticesProps) {
  const { t } = useTranslation('notices');
  if (!isNarrowed) return <Said title={t(`${of}.title`)} body={t(`${of}.body`)} />;
  return (
    <Said
      title={t('emptyNarrowed.title')}
      body={t('emptyNarrowed.body')}
      action={
        <Link to="/notices" search={view ? { view } : {}}>
          {t('emptyNarrowed.all')}
        </Link>
      }
    />
  );
}
