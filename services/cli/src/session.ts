import type { ApiClient } from './api-client.js';
import type { ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { Style } from './print/style.js';

/** What one run of a command works with. */
export interface Session {
  readonly api: ApiClient;
  readonly io: Io;
  readonly style: Style;
  readonly width: number;
  readonly receiverUrl: URL;
  /** `--json`: standard output is for a program. */
  readonly json: boolean;
  /** Standard output: the document with `--json`, else what `text` makes for a person. */
  show(document: unknown, text: () => string): void;
  /** A remark for a person, on standard error, so that it never mixes with the output. */
  remark(text: string): void;
}

/** A command's work: answers the exit code, or throws a `Failure`. */
export type Work<Arguments extends readonly unknown[]> = (session: Session, ...rest: Arguments) => Promise<ExitCode>;
