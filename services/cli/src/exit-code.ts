/** What the process ends with; scripts may rely on the numbers. */
export const EXIT = {
  ok: 0,
  refused: 1,
  usage: 2,
  notFound: 3,
  stale: 4,
  unreachable: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `Exit codes:
  0  done
  1  refused, or failed for at least one of several
  2  the command line is wrong
  3  there is no such thing
  4  it changed since it was read; look again
  5  the API cannot be reached`;
