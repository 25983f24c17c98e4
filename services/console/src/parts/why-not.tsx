import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused, Unreachable } from '../api/refused.js';
import { loadPhrases } from '../phrases/load-phrases.js';

/** Fetched when the first thing is refused: no page needs them before. Without them there are the API's own. */
const RefusalWords = lazy(async () => {
  await loadPhrases();
  return import('../refusals/refusal-words.js').catch(() => ({
    default: ({ refused }: { readonly refused: Refused }) => <span lang="en">{refused.message}</span>,
  }));
});

/** Why something was not done, in the reader's words: the API refused it, did not answer, or it went wrong here. */
export function WhyNot({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('app');
  if (!(error instanceof Refused)) return t(error instanceof Unreachable ? 'noAnswer' : 'fault.other.body');
  return (
    <Suspense>
      <RefusalWords refused={error} />
    </Suspense>
  );
}
