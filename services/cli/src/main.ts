import { userInfo } from 'node:os';
import { run } from './run.js';

/** A pipe has no width: wide enough that `grep` and `less` see whole titles. */
const PIPE_COLUMNS = 200;
const stop = new AbortController();

process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// `demarc queue | head` closes the pipe early: that is the reader's right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  user: userName(),
  stdin: process.stdin,
  columns: process.stdout.columns ?? PIPE_COLUMNS,
  isTerminal: process.stdout.isTTY ?? false,
  stop: stop.signal,
  now: () => new Date(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});

/** A container may run under a user id without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
