import { codeOfProblem, type Problem } from '@demarc/contracts';
import { EXIT, type ExitCode } from './exit-code.js';

/** A command that could not be carried out: what happened, to which thing, what to do, and the exit code. */
export class Failure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly advice: string | null = null,
    readonly problem: Problem | null = null,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The failure that a problem document of the API stands for. */
export function failureOf(problem: Problem): Failure {
  return new Failure(exitCodeOf(problem), problem.detail || problem.title, adviceOn(problem), problem);
}

/** A command line that cannot be right. */
export function usage(message: string, advice: string | null = null): Failure {
  return new Failure(EXIT.usage, message, advice);
}

function exitCodeOf(problem: Problem): ExitCode {
  if (problem.status === 404) return EXIT.notFound;
  return problem.status === 412 ? EXIT.stale : EXIT.refused;
}

function adviceOn(problem: Problem): string | null {
  switch (codeOfProblem(problem)) {
    case 'stale':
      return 'Someone else changed it meanwhile: look with `demarc show` and try again.';
    case 'not-owner':
      return 'Somebody of the party that holds it can; `demarc whoami` shows who you are.';
    case 'who-are-you':
      return 'Sign in with `demarc login`, or set DEMARC_TOKEN to an access token or an API key.';
    case 'not-allowed':
      return '`demarc whoami` shows who you are and what you may do.';
    case 'unavailable':
      return 'Try again in a moment; `demarc status` shows how Demarc is.';
    default:
      return null;
  }
}
