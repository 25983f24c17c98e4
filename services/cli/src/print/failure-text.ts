import type { ProblemField } from '@demarc/contracts';
import type { Failure } from '../failure.js';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';

const MOST_ERRORS = 50;

/** A failure for a person: what happened, every mistake with its line and field, what to do. `about` names one of several things. */
export function failureText({ message, problem, advice }: Failure, style: Style, about?: string): string {
  const errors = problem?.errors ?? [];
  const lines = errors.slice(0, MOST_ERRORS).flatMap((error) => errorLine(error, message, style));
  if (errors.length > MOST_ERRORS) lines.push(`  and ${errors.length - MOST_ERRORS} more`);
  if (advice) lines.push(style.dim(advice));
  return [`${style.red('demarc:')} ${about === undefined ? '' : `${about}: `}${cleanLine(message)}`, ...lines].join(
    '\n',
  );
}

/** One mistake; what the message says already is not said twice. */
function errorLine({ line, field, detail }: ProblemField, message: string, style: Style): readonly string[] {
  const where = [line === undefined ? null : `line ${line}`, field].filter((part) => part !== null).join(', ');
  const said = message.includes(detail) ? '' : cleanLine(detail);
  if (where === '') return said === '' ? [] : [`  ${said}`];
  return [said === '' ? `  in ${style.bold(cleanLine(where))}` : `  ${style.bold(cleanLine(where))}: ${said}`];
}

/** The same for a program. */
export function failureDocument({ message, exitCode, advice, problem }: Failure): object {
  return { error: { exitCode, message, advice, problem } };
}
