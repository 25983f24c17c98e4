export { run } from './run.js';
export { EXIT, type ExitCode } from './exit-code.js';
export type { Io } from './io.js';
export { signInWithOneClick } from './sign-in/one-click.js';
export type { Tokens } from './sign-in/tokens.js';
