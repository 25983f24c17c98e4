import { type Instant, instantOf, parseInstant } from '@demarc/domain';
import { type Json, type JsonObject, Unreadable } from './format.js';
import { cleanId, cleanText } from './text.js';

/**
 * Tolerant reading of other people's JSON. A field is found in camelCase or PascalCase, since Graph writes the one
 * and Defender's older interfaces the other; several names mean "the first that says something".
 * Nothing, JSON null, an empty string and the word "null" all read as null.
 */
type Names = string | readonly string[];

const SAYS_NOTHING: ReadonlySet<string> = new Set(['', 'null', 'undefined']);
const LONGEST_NOTHING = 'undefined'.length;
const pascalNames = new Map<string, string>();

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The JSON object itself. Throws {@link Unreadable} `not-in-format` for anything else. */
export function requireObject(json: Json, expected: string, at: string | null = null): JsonObject {
  if (isObject(json)) return json;
  throw new Unreadable('not-in-format', at, `expected ${expected} as a JSON object, found ${describe(json)}`);
}

/** The own value under a name, or undefined. Never looks at prototypes: keys come from outside. */
export function field(object: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const pascal = pascalOf(name);
  return Object.hasOwn(object, pascal) ? object[pascal] : undefined;
}

/** Cleaned text, or null. Numbers are written out; other types are not text. */
export function text(object: JsonObject, names: Names, limit: number): string | null {
  return first(object, names, (value) => {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? orNothing(cleanText(value, limit)) : null;
  });
}

/** A cleaned id, or null. A whole number too large to be exact is no id: two of them could read as one. */
export function id(object: JsonObject, names: Names): string | null {
  return first(object, names, (value) => {
    if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
    return typeof value === 'string' ? orNothing(cleanId(value)) : null;
  });
}

/** An RFC 3339 text or epoch milliseconds or seconds, as an instant; null when absent or not a sensible time. */
export function instant(object: JsonObject, names: Names): Instant | null {
  return first(object, names, (value) => (typeof value === 'number' ? ofEpoch(value) : parseInstant(value)));
}

/** True when a field holds something where a time should be: then a null instant deserves a remark. */
export function saysSomething(object: JsonObject, names: Names): boolean {
  return (
    first(object, names, (value) => typeof value !== 'string' || orNothing(value.trim()) !== null || null) ?? false
  );
}

export function flag(object: JsonObject, names: Names): boolean | null {
  return first(object, names, (value) => {
    if (typeof value === 'boolean') return value;
    if (typeof value !== 'string') return null;
    const word = value.trim().toLowerCase();
    if (word === 'true' || word === 'yes') return true;
    return word === 'false' || word === 'no' ? false : null;
  });
}

export function object(parent: JsonObject, names: Names): JsonObject | null {
  return first(parent, names, (value) => (isObject(value) ? value : null));
}

/** A list, or an empty one: a source that means "none" writes null, [] or nothing. */
export function list(parent: JsonObject, names: Names): readonly Json[] {
  return first(parent, names, (value) => (Array.isArray(value) ? (value as readonly Json[]) : null)) ?? [];
}

/** The texts of a list, each cleaned; what is no text is left out. */
export function texts(parent: JsonObject, names: Names, limit: number, most = 100): readonly string[] {
  const found: string[] = [];
  for (const value of list(parent, names)) {
    if (found.length === most) break;
    const text = typeof value === 'string' ? orNothing(cleanText(value, limit)) : null;
    if (text !== null) found.push(text);
  }
  return found;
}

/** What a value is, in words fit for an error: never the value itself when it could be long. */
export function describe(json: Json | undefined): string {
  if (json === undefined) return 'nothing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return `an array of ${json.length}`;
  if (typeof json === 'string') return json.length > 60 ? `a text of ${json.length} characters` : JSON.stringify(json);
  return typeof json === 'object' ? 'an object' : String(json);
}

function orNothing(text: string): string | null {
  return text.length <= LONGEST_NOTHING && SAYS_NOTHING.has(text.toLowerCase()) ? null : text;
}

function first<T>(object: JsonObject, names: Names, read: (value: Json) => T | null): T | null {
  if (typeof names === 'string') {
    const value = field(object, names);
    return value === undefined || value === null ? null : read(value);
  }
  for (const name of names) {
    const value = field(object, name);
    if (value === undefined || value === null) continue;
    const result = read(value);
    if (result !== null) return result;
  }
  return null;
}

/** Epoch seconds of 1990 to 2200 and epoch milliseconds of the same years do not overlap. */
function ofEpoch(value: number): Instant | null {
  const SECONDS_END = 7_289_654_400;
  const ms = value < SECONDS_END ? value * 1_000 : value;
  if (!Number.isFinite(ms) || Math.abs(ms) > SECONDS_END * 1_000) return null;
  return parseInstant(instantOf(Math.trunc(ms)));
}

function pascalOf(name: string): string {
  let pascal = pascalNames.get(name);
  if (pascal === undefined) {
    pascal = name.charAt(0).toUpperCase() + name.slice(1);
    pascalNames.set(name, pascal);
  }
  return pascal;
}
