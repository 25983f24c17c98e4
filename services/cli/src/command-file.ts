import type { Command } from 'commander';
import type { Work } from './session.js';

/** Turns a command's work into commander's action: it makes the session and remembers the exit code. */
export type Act = <Arguments extends readonly unknown[]>(
  work: Work<Arguments>,
) => (...given: unknown[]) => Promise<void>;

/** One command, one file: it adds itself to the program. `commands/index.ts` lists them all. */
export type CommandFile = (program: Command, act: Act) => void;

/** The part of `--help` that shows how a command is used. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, what]) => `  $ demarc ${command.padEnd(width)}  ${what}`).join('\n')}`;
}
