import { type Language, preferences } from '../app/preferences.js';

let french: ((text: string) => string | null) | null = null;

/** For loaders of pages that show sentences of the API: a French reader's browser fetches the phrase book, once. */
export async function loadPhrases(language: Language = preferences().language): Promise<void> {
  // Without the book the sentences stay English, which is better than no page.
  if (language === 'fr')
    french ??= await import('./in-french.js').then(
      ({ inFrench }) => inFrench,
      () => null,
    );
}

/** A sentence of the API in the language; null when nobody wrote it there. */
export const phraseIn = (language: string, text: string): string | null =>
  language === 'fr' ? (french?.(text) ?? null) : text;
