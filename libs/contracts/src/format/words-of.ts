/** Everything that is no letter or digit, in ASCII and beyond it: dashes, quotation marks, spaces of any width. */
const BETWEEN_WORDS = /[^a-z0-9\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+/g;
const LOWER_THEN_UPPER = /([a-z0-9])([A-Z])/g;
/** Looks back one letter: what takes the whole acronym along reads it again from each of its letters on. */
const ACRONYM_THEN_WORD = /(?<=[A-Z])([A-Z][a-z])/g;
const MOST_REMEMBERED = 5_000;
const remembered = new Map<string, string>();

/** A text in lower case with one space wherever there was no letter or digit: `print_Spooler` is `print spooler`. */
export function spelledWords(text: string): string {
  return text.toLowerCase().replace(BETWEEN_WORDS, ' ').trim();
}

/**
 * A text as words to look in: as {@link spelledWords}, after names were taken apart at their capitals
 * (`PrintSpoolerDown` is three words), and then once more as they are spelled (`OneDrive` is one).
 */
export function wordsOf(text: string): string {
  let words = remembered.get(text);
  if (words === undefined) {
    const apart = text.replace(LOWER_THEN_UPPER, '$1 $2').replace(ACRONYM_THEN_WORD, ' $1');
    words = apart === text ? spelledWords(text) : `${spelledWords(apart)} | ${spelledWords(text)}`;
    // Alert names repeat, titles with a device's name in them do not: what is remembered must not grow without end.
    if (remembered.size === MOST_REMEMBERED) remembered.clear();
    remembered.set(text, words);
  }
  return words;
}
