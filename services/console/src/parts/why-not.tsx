import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused, Unreachable } from '../api/refused.js';
import { loadPhrases } from '../phrases/load-phrases.js';

/** Fetched when the first thing is refused: no page needs them before. */
const RefusalWords = lazy(async () => {
  const [words] = await Promise.all([import('../refusals/refusal-words.js'), loadPhrases()]);
  return words;
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
