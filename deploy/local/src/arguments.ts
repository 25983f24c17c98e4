import { parseArgs } from 'node:util';

export interface StartArguments {
  /** Skip the demonstration data. */
  readonly empty: boolean;
  /** PostgreSQL and NATS alone. */
  readonly servers: boolean;
  /** Wipe the data folder first. */
  readonly reset: boolean;
  /** Do not ask. */
  readonly yes: boolean;
}

/** @throws with the arguments there are, when one is unknown */
export function readArguments(args: readonly string[]): StartArguments {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { empty: flag, servers: flag, reset: flag, yes: flag } });
    return { empty: values.empty, servers: values.servers, reset: values.reset, yes: values.yes };
  } catch (cause) {
    throw new Error(
      `${(cause as Error).message.split('\n')[0]}: "npm start -- [--empty] [--servers] [--reset [--yes]]"; "npm start -- --help" explains`,
      { cause },
    );
  }
}
