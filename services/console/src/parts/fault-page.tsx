import { Button } from '@fluentui/react-components';
import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { Refused, Unreachable } from '../api/refused.js';
import { loadPhrases } from '../phrases/load-phrases.js';
import { SignInPage } from '../session/sign-in-page.js';
import { PagePending } from './page-pending.js';
import { Said } from './said.js';

const RefusedPage = lazy(async () => {
  const [page] = await Promise.all([import('../refusals/refused-page.js'), loadPhrases()]);
  return page;
});

/** In place of a page that could not be shown: what happened, and what to do. Whoever is not signed in signs in. */
export function FaultPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('app');
  const router = useRouter();
  if (error instanceof Refused && error.code === 'who-are-you') return <SignInPage />;
  const again = async () => {
    await queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' });
    await router.invalidate();
  };
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
  return <Said title={t(`fault.${kind}.title`)} body={t(`fault.${kind}.body`)} action={action} />;
}
