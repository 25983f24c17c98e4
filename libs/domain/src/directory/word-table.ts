/** Two bytes hold every number of a word. */
const MOST_WORDS = 1 << 14;
const LONGEST_WORD = 100;

/**
 * Words of a small vocabulary, each kept once and known by its number from then on. Bounded, because nothing is ever
 * forgotten: when it is full, or for a long text, there is no number and the text has to be written out.
 */
export class WordTable {
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a word, given to it when it is new; null when it gets none. */
  numberOf(word: string): number | null {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (this.#words.length === MOST_WORDS || word.length > LONGEST_WORD) return null;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  wordOf(number: number): string {
    return this.#words[number]!;
  }
}
