/** Where JSON stops being JSON. Positions count UTF-16 units from 0, lines and columns from 1. */
export interface JsonFault {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

const SPACE = /[ \t\n\r]*/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const AFTER_WORD = /[\w.+-]/;

type Wanted = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or ]' | ', or }' | 'the end';

/**
 * Finds the first fault, or null when there is none. JSON.parse only sometimes tells the position,
 * and an operator looking for one broken byte in 200 kB needs it. Without recursion; only runs on refusals.
 */
export function faultOf(source: string): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    at = skip(SPACE, source, at);
    const character = source[at];
    if (character === undefined) return wanted === 'the end' ? null : faultAt(source, at, wanted);
    if ((character === '}' || character === ']') && wanted.endsWith(character)) {
      open.pop();
      wanted = afterValue(open);
      at += 1;
    } else if (character === ',' && wanted.startsWith(',')) {
      wanted = open.at(-1) === '{' ? 'name' : 'value';
      at += 1;
    } else if (character === ':' && wanted === ':') {
      wanted = 'value';
      at += 1;
    } else if (character === '"' && (wanted.startsWith('name') || wanted.startsWith('value'))) {
      const end = endOfString(source, at);
      if (end.fault) return faultAt(source, end.at, end.fault);
      wanted = wanted.startsWith('name') ? ':' : afterValue(open);
      at = end.at;
    } else if (!wanted.startsWith('value')) {
      return faultAt(source, at, wanted);
    } else if (character === '{' || character === '[') {
      open.push(character);
      wanted = character === '{' ? 'name or }' : 'value or ]';
      at += 1;
    } else {
      const end = skip(WORD, source, at);
      if (end === at || AFTER_WORD.test(source[end] ?? '')) return faultAt(source, end, wanted);
      wanted = afterValue(open);
      at = end;
    }
  }
}

function afterValue(open: readonly string[]): Wanted {
  const innermost = open.at(-1);
  if (innermost === undefined) return 'the end';
  return innermost === '{' ? ', or }' : ', or ]';
}

function endOfString(source: string, start: number): { at: number; fault: string | null } {
  let at = start + 1;
  for (;;) {
    const character = source[at];
    if (character === undefined) return { at, fault: 'the closing quote' };
    if (character === '"') return { at: at + 1, fault: null };
    if (character < ' ') return { at, fault: 'no raw control character in a text' };
    const next = character === '\\' ? skip(ESCAPE, source, at) : at + 1;
    if (next === at) return { at, fault: 'a known escape' };
    at = next;
  }
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

function faultAt(source: string, position: number, wanted: string): JsonFault {
  const before = source.slice(0, position);
  const found = position < source.length ? JSON.stringify(source[position]) : 'the end of the text';
  const line = before.split('\n').length;
  return { position, line, column: position - before.lastIndexOf('\n'), what: `expected ${wanted}, found ${found}` };
}
