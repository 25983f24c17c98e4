/**
 * One kind of sentence the API composes: in English, as a template with named parts, and the same in another language.
 * `{name}` of the English stands for the text that is there; the other template repeats it as `{name}`, says the word
 * of the console's vocabulary for it as `{name:queue}`, or, as `{name:said}`, translates it by the book itself.
 */
export type Phrase = readonly [english: string, said: string];

/** What a part of a name looks like, so that one phrase does not take another's sentence; anything else for the rest. */
const SHAPES: Readonly<Record<string, string>> = {
  n: '\\d+',
  ref: 'INC-[\\w-]+',
  id: '\\S+',
  word: '\\S+',
  minute: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d)? UTC',
  queue: '(?:microsoft|customer)/[a-z-]+',
  severity: '[A-C]',
  literal: 'null|true|false|-?\\d[\\d.e+-]*',
  field: '[\\w.[\\]-]+',
};
const PART = /\{([a-z]+)(\d*)\}/g;
const PART_SAID = /\{(([a-z]+)\d*)(?::([a-zA-Z]+))?\}/g;
const SIGNS = /[.*+?^${}()|[\]\\/]/g;
/** No text of the API has more sentences; beyond it nobody translates piece by piece. */
const MOST_SENTENCES = 30;

type Words = Readonly<Record<string, unknown>>;
type Vocabulary = Readonly<Record<string, Words>>;
interface Compiled {
  /** What is certain to stand in the text, in this order: sooner looked for than the pattern. */
  readonly fixed: readonly string[];
  readonly pattern: RegExp;
  readonly said: string;
}

/** A list of phrases, ready to be looked up. */
export class PhraseBook {
  readonly #phrases: readonly Compiled[];
  readonly #vocabulary: Vocabulary;
  readonly #closed: Vocabulary;

  /** Parts named as one of `closed` are one of its words and nothing else, and said so. */
  constructor(phrases: readonly Phrase[], vocabulary: Vocabulary = {}, closed: Vocabulary = {}) {
    this.#vocabulary = vocabulary;
    this.#closed = closed;
    const shapes = { ...SHAPES };
    for (const [name, words] of Object.entries(closed)) {
      shapes[name] = Object.keys(words)
        .map((word) => word.replaceAll(SIGNS, '\\$&'))
        .join('|');
    }
    this.#phrases = phrases.map(([english, said]) => ({
      fixed: english.split(/\{[a-z]+\d*\}/),
      pattern: patternOf(english, shapes),
      said,
    }));
  }

  /** The text in the book's language; null when it, or a part that has to be translated, is in no phrase. */
  say(text: string): string | null {
    return this.#whole(text) ?? this.#piecewise(text);
  }

  #whole(text: string): string | null {
    for (const { fixed, pattern, said } of this.#phrases) {
      const fits = holdsAll(text, fixed) ? pattern.exec(text) : null;
      const translated = fits && this.#fill(said, fits.groups ?? {});
      if (translated !== null) return translated;
    }
    return null;
  }

  #fill(template: string, parts: Readonly<Record<string, string>>): string | null {
    let isWhole = true;
    const filled = template.replace(PART_SAID, (_, name: string, shape: string, how?: string) => {
      const part = parts[name] ?? '';
      if (how === 'said') {
        const said = this.say(part);
        if (said === null) isWhole = false;
        return said ?? '';
      }
      const words = this.#closed[shape] ?? (how === undefined ? undefined : this.#vocabulary[how]);
      if (!words) return part;
      // A list of several is said one by one.
      const ones = part.split(', ').map((one) => String(words[one] ?? one));
      return ones.join(', ');
    });
    return isWhole ? filled : null;
  }

  /** Several sentences, each of which may be known: the longest run of them first. */
  #piecewise(text: string): string | null {
    const sentences = text.split(/(?<=[.!?]) (?=\S)/);
    if (sentences.length === 1 || sentences.length > MOST_SENTENCES) return null;
    for (let count = sentences.length - 1; count > 0; count -= 1) {
      const first = this.#whole(sentences.slice(0, count).join(' '));
      const rest = first === null ? null : this.say(sentences.slice(count).join(' '));
      if (rest !== null) return `${first} ${rest}`;
    }
    return null;
  }
}

function holdsAll(text: string, fixed: readonly string[]): boolean {
  let at = 0;
  for (const part of fixed) {
    at = text.indexOf(part, at);
    if (at === -1) return false;
    at += part.length;
  }
  return true;
}

function patternOf(english: string, shapes: Readonly<Record<string, string>>): RegExp {
  const parts: string[] = [];
  const kept = english.replace(PART, (_, shape: string, number: string) => {
    parts.push(`(?<${shape}${number}>${shapes[shape] ?? '[^]+?'})`);
    return '\0';
  });
  return new RegExp(`^${kept.replaceAll(SIGNS, '\\$&').replaceAll('\0', () => parts.shift()!)}$`);
}
