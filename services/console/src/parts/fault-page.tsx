import { Button } from '@fluentui/react-components';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { Refused, Unreachable } from '../api/refused.js';
import { SignInPage } from '../session/sign-in-page.js';
import { Said } from './said.js';

const KNOWN = ['not-found', 'not-allowed'] as const;

/** In place of a page that could not be shown: what happened, and what to do. Whoever is not signed in signs in. */
export function FaultPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('app');
  const router = useRouter();
  if (error instanceof Refused && error.code === 'who-are-you') return <SignInPage />;
  const code = error instanceof Refused ? KNOWN.find((known) => known === error.code) : undefined;
  const kind = error instanceof Unreachable ? 'unreachable' : (code ?? 'other');
  const again = async () => {
    await queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' });
    await router.invalidate();
  };
  return (
    <Said
      title={t(`fault.${kind}.title`)}
      body={t(`fault.${kind}.body`)}
      detail={error instanceof Refused ? error.detail : undefined}
      action={
        <Button appearance="primary" onClick={() => void again()}>
          {t('retry')}
        </Button>
      }
    />
  );
}
