import { useTranslation } from 'react-i18next';
import { phraseIn } from './load-phrases.js';

interface ApiSaidProps {
  readonly text: string;
  /** It may be somebody's own words, which stay as they were written. */
  readonly isQuote?: boolean;
}

/** A sentence that the API composed, in the reader's language; what no phrase fits is marked as the English it is. */
export function ApiSaid({ text, isQuote = false }: ApiSaidProps) {
  const { i18n } = useTranslation();
  const said = phraseIn(i18n.language, text);
  return said === null && !isQuote ? <span lang="en">{text}</span> : (said ?? text);
}
