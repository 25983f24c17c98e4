import type { Severity } from '@demarc/domain';
import type { Io } from '../io.js';

type Paint = (text: string) => string;

/** How text is marked. Every mark also reads well without its colour. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const PLAIN: Style = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };
const COLOURED: Style = {
  bold: ansi(1, 22),
  dim: ansi(2, 22),
  red: ansi(31, 39),
  yellow: ansi(33, 39),
  green: ansi(32, 39),
  cyan: ansi(36, 39),
};

/** Colours on a terminal only, and none where NO_COLOR says so (no-color.org). */
export function styleFor({ isTerminal, env }: Pick<Io, 'isTerminal' | 'env'>): Style {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}

export function paintSeverity(severity: Severity, style: Style): string {
  switch (severity) {
    case 'A':
      return style.bold(style.red(severity));
    case 'B':
      return style.yellow(severity);
    case 'C':
      return style.dim(severity);
    default:
      return severity satisfies never;
  }
}

function ansi(on: number, off: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

function same(text: string): string {
  return text;
}
