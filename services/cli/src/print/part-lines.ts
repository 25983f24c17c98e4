import { MARGIN } from './sheet.js';
import type { Style } from './style.js';

/** A part of a sheet: its name beside its first line, all lines in one column. */
export function partLines(name: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.map((line, index) => (index === 0 ? style.dim(name.padEnd(MARGIN.length)) : MARGIN) + line);
}
