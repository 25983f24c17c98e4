/** Everything the command line touches of the world outside, so that a spec can stand in for it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of the operating system's user: the default actor. */
  readonly user: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Width of the terminal; a pipe counts as wide, so that nothing is cut off for `grep`. */
  readonly columns: number;
  /** Standard output is a terminal: colours are welcome there. */
  readonly isTerminal: boolean;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
  now(): Date;
  out(text: string | Uint8Array): void;
  err(text: string): void;
}
