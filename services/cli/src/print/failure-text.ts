import type { Failure } from '../failure.js';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';

const MOST_ERRORS = 50;

/** A failure for a person: what happened, every mistake with its line and field, what to do. */
export function failureText({ message, problem, advice }: Failure, style: Style): string {
  const errors = problem?.errors ?? [];
  const lines = errors.slice(0, MOST_ERRORS).map(({ line, field, detail }) => {
    const where = [line === undefined ? null : `line ${line}`, field].filter((part) => part !== null).join(', ');
    return `  ${where === '' ? '' : `${style.bold(cleanLine(where))}: `}${cleanLine(detail)}`;
  });
  if (errors.length > MOST_ERRORS) lines.push(`  and ${errors.length - MOST_ERRORS} more`);
  if (advice) lines.push(style.dim(advice));
  return [`${style.red('demarc:')} ${cleanLine(message)}`, ...lines].join('\n');
}

/** The same for a program. */
export function failureDocument({ message, exitCode, advice, problem }: Failure): object {
  return { error: { exitCode, message, advice, problem } };
}
