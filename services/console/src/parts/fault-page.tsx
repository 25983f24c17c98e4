import { Button } from '@fluentui/react-components';
import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { Refused, Unreachable } from '../api/refused.js';
import { loadPhrases } from '../phrases/load-phrases.js';
import { PagePending } from './page-pending.js';
import { Said } from './said.js';

const RefusedPage = lazy(async () => {
  const [page] = await Promise.all([import('../refusals/refused-page.js'), loadPhrases()]);
  return page;
});

interface FaultPageProps {
  readonly error: unknown;
  /** What it was to show, by the name that the reader knows. */
  readonly what?: string;
}

/** In place of a page that could not be shown: what happened, and what to do. Whoever is not signed in signs in. */
export function FaultPage({ error, what }: FaultPageProps) {
  const { t } = useTranslation('app');
  const router = useRouter();
  const again = async () => {
    await queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' });
    await router.invalidate();
  };
  useEffect(() => {
    const online = () => void again();
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  });
  const action = (
    <Button appearance="primary" onClick={() => void again()}>
      {t('retry')}
    </Button>
  );
  if (error instanceof Refused)
    return (
      <Suspense fallback={<PagePending />}>
        <RefusedPage refused={error} action={action} />
      </Suspense>
    );
  const kind = error instanceof Unreachable ? 'unreachable' : 'other';
  return (
    <Said
      title={what && kind === 'unreachable' ? t('unread', { what }) : t(`fault.${kind}.title`)}
      body={t(`fault.${kind}.body`)}
      action={action}
    />
  );
}
