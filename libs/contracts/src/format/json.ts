import { isUtf8 } from 'node:buffer';
import { type Json, Unreadable } from './format.js';
import { faultOf } from './json-fault.js';

/** Deeper nesting than this is refused: no source of ours nests past ten, and readers downstream recurse. */
export const MAX_DEPTH = 64;

export interface ParsedJson {
  readonly json: Json;
  /** The bytes were not valid UTF-8 and were read with U+FFFD in the place of what was not. */
  readonly repaired: boolean;
}

const decoder = new TextDecoder('utf-8');

/**
 * Bytes to JSON. A byte order mark is skipped; of duplicate keys the last wins; `__proto__` is a key like any other.
 * Throws {@link Unreadable} `not-json` with the position of the fault, or `too-deep`.
 */
export function parseJsonBytes(body: Uint8Array, at: string | null = null): ParsedJson {
  return { json: parseJsonText(decoder.decode(body), at), repaired: !isUtf8(body) };
}

/** As {@link parseJsonBytes}, for text that is already decoded. */
export function parseJsonText(source: string, at: string | null = null): Json {
  const json = parseOrExplain(source, at);
  // Few brackets cannot nest deep, and counting them is far cheaper than walking the value.
  if (countsPast(source, MAX_DEPTH) && isDeeperThan(json, MAX_DEPTH)) {
    throw new Unreadable('too-deep', at, `the JSON nests deeper than ${MAX_DEPTH} levels`);
  }
  return json;
}

function parseOrExplain(source: string, at: string | null): Json {
  try {
    // V8 parses without recursion, so that depth can be judged afterwards.
    return JSON.parse(source) as Json;
  } catch (cause) {
    if (source.trim() === '') throw new Unreadable('not-json', at, 'the body is empty; expected JSON');
    const fault = faultOf(source);
    const where = fault ? `at position ${fault.position} (line ${fault.line}, column ${fault.column})` : 'somewhere';
    const what = fault?.what ?? (cause as Error).message;
    throw new Unreadable('not-json', at, `the body is not JSON: ${what} ${where}`);
  }
}

function countsPast(source: string, limit: number): boolean {
  return count(source, '{', limit) + count(source, '[', limit) > limit;
}

function count(source: string, bracket: string, limit: number): number {
  let found = 0;
  for (let at = source.indexOf(bracket); at !== -1 && found <= limit; at = source.indexOf(bracket, at + 1)) found += 1;
  return found;
}

/** Recurses no further than `levels`, so that hostile depth cannot exhaust the stack. */
function isDeeperThan(json: Json, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  const children: readonly Json[] = Array.isArray(json) ? json : Object.values(json);
  return children.some((child) => isDeeperThan(child, levels - 1));
}
