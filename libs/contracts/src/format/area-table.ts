import type { AreaRule } from '@demarc/domain';
import { ANY_LABEL, type AreaField, LABEL_PREFIX, USUAL_FIELDS } from './area-field.js';
import { spelledWords, wordsOf } from './words-of.js';

/** A rule that holds for a text, and which of its words or values did. */
export interface AreaHit {
  /** The rule's place in its table: the lower one wins. */
  readonly order: number;
  readonly rule: AreaRule;
  readonly said: string;
}

/** What the rules of a table look for in one field. */
interface FieldEntries {
  readonly exact: Map<string, AreaHit>;
  readonly beginnings: (readonly [beginning: string, hit: AreaHit])[];
  /** Beginnings of words, by their first two characters. */
  readonly words: Map<string, (readonly [words: string, hit: AreaHit])[]>;
}

/** Words of rules have at least as many characters, by which they are found. */
export const WORD_KEY_LENGTH = 2;
const MOST_LABELS = 100;
const tables = new WeakMap<readonly AreaRule[], AreaTable>();

/** The table of some rules, made once for each array of them. */
export function areaTableOf(rules: readonly AreaRule[]): AreaTable {
  let table = tables.get(rules);
  if (!table) {
    table = new AreaTable(rules);
    tables.set(rules, table);
  }
  return table;
}

/** Rules made ready for looking: a text is looked up in maps, however many rules there are. */
export class AreaTable {
  readonly #rules: readonly AreaRule[];
  readonly #entries = new WeakMap<AreaField, FieldEntries>();
  /** Labels of a format that rules name, and the one field for all others. */
  readonly #labels = new Map<string, AreaField>();
  readonly #namedLabels: ReadonlySet<string>;
  readonly #looksInAnyLabel: boolean;

  constructor(rules: readonly AreaRule[]) {
    this.#rules = rules;
    const named = rules.flatMap((rule) => rule.in ?? []).filter((name) => name.startsWith(LABEL_PREFIX));
    this.#namedLabels = new Set(named);
    this.#looksInAnyLabel = this.#namedLabels.has(ANY_LABEL);
  }

  /** The first rule that holds for the text of this field, or null. */
  find(field: AreaField, text: string): AreaHit | null {
    const { exact, beginnings, words } = this.#entriesOf(field);
    let best: AreaHit | null = null;
    if (exact.size > 0 || beginnings.length > 0) {
      const folded = text.trim().toLowerCase();
      best = exact.get(folded) ?? null;
      for (const [beginning, hit] of beginnings) {
        if ((best === null || hit.order < best.order) && folded.startsWith(beginning)) best = hit;
      }
    }
    return words.size > 0 ? findWords(words, wordsOf(text), best) : best;
  }

  /** The fields of those of an event's labels that some rule looks in, by name. */
  labelsIn(format: string, names: readonly string[]): readonly (readonly [label: string, field: AreaField])[] {
    if (this.#namedLabels.size === 0) return [];
    const wanted = this.#looksInAnyLabel ? names : names.filter((name) => this.#namedLabels.has(LABEL_PREFIX + name));
    return wanted
      .toSorted()
      .slice(0, MOST_LABELS)
      .map((name) => [name, this.#labelField(format, name)] as const);
  }

  #labelField(format: string, label: string): AreaField {
    const own = LABEL_PREFIX + label;
    const isNamed = this.#namedLabels.has(own);
    const key = `${format} ${isNamed ? own : ANY_LABEL}`;
    let field = this.#labels.get(key);
    if (!field) {
      field = { format, names: isNamed ? [own, ANY_LABEL] : [ANY_LABEL], shown: own };
      this.#labels.set(key, field);
    }
    return field;
  }

  #entriesOf(field: AreaField): FieldEntries {
    let entries = this.#entries.get(field);
    if (!entries) {
      entries = entriesFor(this.#rules, field);
      this.#entries.set(field, entries);
    }
    return entries;
  }
}

function entriesFor(rules: readonly AreaRule[], { format, names }: AreaField): FieldEntries {
  const entries: FieldEntries = { exact: new Map(), beginnings: [], words: new Map() };
  rules.forEach((rule, order) => {
    if (rule.formats && !rule.formats.includes(format)) return;
    if (!names.some((name) => (rule.in ? rule.in.includes(name) : USUAL_FIELDS.has(name)))) return;
    for (const said of rule.equals ?? []) {
      const folded = said.trim().toLowerCase();
      const hit = { order, rule, said };
      if (folded.endsWith('*')) entries.beginnings.push([folded.slice(0, -1), hit]);
      else if (!entries.exact.has(folded)) entries.exact.set(folded, hit);
    }
    for (const said of rule.words ?? []) {
      const words = spelledWords(said);
      const key = words.slice(0, WORD_KEY_LENGTH);
      const sameStart = entries.words.get(key);
      if (sameStart) sameStart.push([words, { order, rule, said }]);
      else entries.words.set(key, [[words, { order, rule, said }]]);
    }
  });
  return entries;
}

function findWords(entries: FieldEntries['words'], text: string, so: AreaHit | null): AreaHit | null {
  let best = so;
  for (let at = 0; ;) {
    for (const [words, hit] of entries.get(text.slice(at, at + WORD_KEY_LENGTH)) ?? []) {
      if ((best === null || hit.order < best.order) && text.startsWith(words, at)) best = hit;
    }
    const space = text.indexOf(' ', at);
    if (space === -1) return best;
    at = space + 1;
  }
}
