import { useTranslation } from 'react-i18next';
import type { Refused } from '../api/refused.js';
import { phraseIn } from '../phrases/load-phrases.js';

/**
 * Why something was refused and what to do: the API's own words where the reader can read them, else the console's. A
 * later API may refuse for reasons that this console does not know: their title is English.
 */
export default function RefusalWords({ refused: { code, detail, title } }: { readonly refused: Refused }) {
  const { t, i18n } = useTranslation('refusals');
  const said = phraseIn(i18n.language, detail);
  if (said) return said;
  return (
    <>
      {t(`${code!}.title`, { defaultValue: title })}. {t(`${code!}.todo`, { defaultValue: '' })}
      {detail && (
        <>
          {' '}
          <small lang="en">{detail}</small>
        </>
      )}
    </>
  );
}
