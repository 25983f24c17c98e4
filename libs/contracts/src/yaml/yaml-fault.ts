import type { LineCounter } from 'yaml';

const MOST_SHOWN = 80;
const SHOWN_BEFORE = 40;

/** What is wrong with the text of a YAML file. */
export class YamlFault extends Error {
  constructor(
    message: string,
    /** Counted from 1; null where it is not at one place. */
    readonly line: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'YamlFault';
  }
}

/** With its place, the words that stand there, and a mark below them. */
export function faultAt(
  what: string,
  offset: number,
  text: string,
  lines: LineCounter,
  options?: ErrorOptions,
): YamlFault {
  const { line, col } = lines.linePos(offset);
  const begins = offset - (col - 1);
  const from = col - 1 < MOST_SHOWN ? begins : offset - SHOWN_BEFORE;
  const [shown = ''] = text.slice(from, from + MOST_SHOWN).split(/[\r\n]/, 1);
  const mark = `${' '.repeat(offset - from)}^`;
  return new YamlFault(`${what} at line ${line}, column ${col}:\n\n${shown}\n${mark}`, line, options);
}
