import { Button } from '@fluentui/react-components';
import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { Refused, Unreachable } from '../api/refused.js';
import { PAGES } from '../app/pages.js';
import { loadPhrases } from '../phrases/load-phrases.js';
import { PagePending } from './page-pending.js';
import { Said } from './said.js';

const RefusedPage = lazy(async () => {
  const [page] = await Promise.all([import('../refusals/refused-page.js'), loadPhrases()]);
  return page;
});

const LOOKS_EVERY_MS = 10_000;

/** In place of a page that could not be shown: what happened, and what to do. Whoever is not signed in signs in. */
export function FaultPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('app');
  const router = useRouter();
  const again = async () => {
    await queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' });
    await router.invalidate();
  };
  const isUnreachable = error instanceof Unreachable;
  useEffect(() => {
    if (!isUnreachable) return;
    const look = () => void fetch('/').then(again, () => undefined);
    const timer = setInterval(look, LOOKS_EVERY_MS);
    window.addEventListener('online', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', look);
    };
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
  if (!isUnreachable) return <Said title={t('fault.other.title')} body={t('fault.other.body')} action={action} />;
  // What it was to show, by the name that the reader knows.
  const [, at, reference = ''] = location.pathname.split('/');
  const page = PAGES.find(({ to }) => to === `/${at}`);
  const what = page && reference === '' ? t(`page.${page.name}`) : reference;
  return (
    <Said
      title={what === '' ? t('fault.unreachable.title') : t('unread', { what })}
      body={t('fault.unreachable.body')}
      action={action}
    />
  );
}
