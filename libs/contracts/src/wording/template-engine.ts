import { Liquid, LiquidError, type Template } from 'liquidjs';
import { plainLine } from './plain-line.js';
import { TemplateError } from './template-error.js';

/** Stands before everything that a template did not say itself. No text of a stranger contains it. */
export const SAID_BY_VALUE = '\u0002';

export interface EngineParts {
  /** What `{% include %}` finds, by name. */
  readonly partials: Readonly<Record<string, string>>;
  /** Words of the language: `{{ incident.party | word: "party" }}`. */
  readonly words: Words;
}
/** By table and by value. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const TEMPLATE_LIMIT = 20_000;
/** With the partials that it includes. */
const PARSE_LIMIT = 100_000;
const MEMORY_LIMIT = 100_000;
/** Characters; a loop over a long literal costs no memory until it is read. */
const OUTPUT_LIMIT = 200_000;
/** A busy machine must not make a template that ships fail; one of a tenant's must not hold the process up. */
const RENDER_LIMIT_MS = { shipped: 10_000, own: 100 } as const;
const VALUE_LIMIT = 2_000;

/** What a template may do: choose, repeat, name, include. None of it reads a file, runs code or writes unescaped. */
const TAGS = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'capture', 'comment', 'raw', 'include'];
const FILTERS = [
  'append',
  'at_least',
  'at_most',
  'capitalize',
  'default',
  'divided_by',
  'downcase',
  'first',
  'join',
  'last',
  'minus',
  'plus',
  'prepend',
  'remove',
  'replace',
  'size',
  'slice',
  'split',
  'strip',
  'times',
  'truncate',
  'truncatewords',
  'upcase',
];

/**
 * Liquid as far as a notice needs it. Templates of tenants are a stranger's program: they see what they are given, in a
 * bounded time, and what they write of it is one plain line that no section can begin with.
 */
export class TemplateEngine {
  readonly #liquid: Liquid;

  constructor({ partials, words }: EngineParts) {
    this.#liquid = new Liquid({
      templates: { ...partials },
      strictVariables: true,
      strictFilters: true,
      lenientIf: true,
      ownPropertyOnly: true,
      cache: true,
      parseLimit: PARSE_LIMIT,
      memoryLimit: MEMORY_LIMIT,
      outputEscape: asValue,
    });
    keepOnly(this.#liquid.tags, TAGS);
    keepOnly(this.#liquid.filters, FILTERS);
    this.#liquid.registerFilter('time', function (value: unknown) {
      const reader = this.context.getSync(['reader']) as { locale: string; timeZone: string };
      return timeFor(value, reader);
    });
    this.#liquid.registerFilter('word', (value: unknown, table: string) => words[table]?.[String(value)] ?? value);
  }

  /** Throws a {@link TemplateError}. */
  parse(text: string): readonly Template[] {
    if (text.length > TEMPLATE_LIMIT)
      throw new TemplateError(1, `it is longer than ${TEMPLATE_LIMIT} characters; shorten it`);
    if (text.includes(SAID_BY_VALUE)) throw new TemplateError(1, 'it has the control character U+0002; remove it');
    return orMistake(() => this.#liquid.parse(text));
  }

  /** What the template says, values marked with {@link SAID_BY_VALUE}. Throws a {@link TemplateError}. */
  render(template: readonly Template[], scope: object, whose: 'shipped' | 'own'): string {
    const renderLimit = RENDER_LIMIT_MS[whose];
    const said = orMistake(() => this.#liquid.renderSync([...template], scope, { renderLimit }) as string);
    if (said.length > OUTPUT_LIMIT)
      throw new TemplateError(1, `it writes more than ${OUTPUT_LIMIT} characters, which is over the limit`);
    return said;
  }
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) if (!names.includes(name)) delete registry[name];
}

function asValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = plainLine(typeof value === 'object' ? JSON.stringify(value) : String(value));
  return SAID_BY_VALUE + (text.length > VALUE_LIMIT ? `${text.slice(0, VALUE_LIMIT).toWellFormed()}…` : text);
}

/** `20 November 2026 at 10:15 UTC`, in the reader's language and zone. What is no moment stays as it is. */
function timeFor(value: unknown, { locale, timeZone }: { locale: string; timeZone: string }): unknown {
  if (typeof value !== 'string') return value;
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  return formatOf(locale, timeZone).format(at);
}

/** Making one costs more than all the rest of wording a notice. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 1_000;

function formatOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, format);
  return format;
}

function orMistake<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    const { message, line } = placeOf(error);
    throw new TemplateError(line, message);
  }
}

/** Liquid says the place at the end of its message; a limit or a defect has none. */
function placeOf(error: unknown): { message: string; line: number } {
  const text = error instanceof Error ? error.message : String(error);
  const [, message, line] = /^(.*?)(?:, file:[^,]*)?, line:(\d+), col:\d+$/s.exec(text) ?? [];
  if (LiquidError.is(error) && message) return { message, line: Number(line) };
  return { message: text, line: 1 };
}
