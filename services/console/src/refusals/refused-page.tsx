import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refused } from '../api/refused.js';
import { Said } from '../parts/said.js';
import { ApiSaid } from '../phrases/api-said.js';
import { SignInPage } from '../session/sign-in-page.js';

interface RefusedPageProps {
  readonly refused: Refused;
  readonly action: ReactNode;
}

/** In place of a page that the API refused; whoever is not signed in signs in. */
export default function RefusedPage({ refused: { code, title, detail }, action }: RefusedPageProps) {
  const { t } = useTranslation('refusals');
  if (code === 'who-are-you') return <SignInPage />;
  return (
    <Said
      title={t(`${code!}.title`, { defaultValue: title })}
      body={t(`${code!}.todo`, { defaultValue: '' })}
      detail={detail && <ApiSaid text={detail} />}
      action={action}
    />
  );
}
