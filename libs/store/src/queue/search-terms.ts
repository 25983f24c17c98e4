/** What somebody looks for: words in any order and place, and words that stand beside each other. */
export interface Search {
  /** Each has to be there, its last word by its beginning. */
  readonly terms: readonly string[];
  /** Each has to be there as it stands, in the title or in what the incident is about. */
  readonly phrases: readonly string[];
}

const QUOTED_OR_WORD = /"([^"]*)"?|[^\s"]+/g;

/** What can only be the beginning of a reference: looked up by its own index, which knows it from the first moment. */
const REFERENCE = /^\s*INC-[\dA-HJKMNP-TV-Z]{1,5}(?:-[\dA-HJKMNP-TV-Z]{0,5})?\s*$/i;
export const isReference = (q: string): boolean => REFERENCE.test(q);

/**
 * Reads a search as people type it: `"..."` is a phrase, everything else words. Null: nothing is, or a reference.
 * An `INC-` before a reference is left out, since all have it.
 */
export function readSearch(q: string): Search | null {
  const terms: string[] = [];
  const phrases: string[] = [];
  for (const [word, quoted] of q.matchAll(QUOTED_OR_WORD)) {
    if (quoted !== undefined && /\S\s+\S/.test(quoted)) phrases.push(quoted);
    else terms.push((quoted ?? word).replace(/^INC-(?=.)/i, ''));
  }
  return q.trim() === '' || isReference(q) ? null : { terms, phrases };
}

/** Whether something is looked for of which there are few: an id, the name of a device. `words_wanted` knows it too. */
export function isTelling({ terms, phrases }: Search): boolean {
  const words = [...terms, ...phrases].flatMap((term) => term.split(/[^\p{L}\p{N}]+/u));
  return words.some((word) => word.length >= 5 && /\d/.test(word));
}
