import { z } from 'zod';
import { withoutSecrets } from './without-secrets.js';

import { CannotStart } from './cannot-start.js';

/** A service must not run half-configured: every mistake at once, each saying what to change. */
export class ConfigError extends CannotStart {
  constructor(readonly mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length} mistake(s):\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const port = z.coerce
  .number('must be a port number')
  .int()
  .min(0, 'must be 0 to 65535')
  .max(65_535, 'must be 0 to 65535');

/** What every service is configured by. Empty variables count as not set. */
export const baseConfig = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
    .describe('The database: `postgres://user:password@host:port/database`.'),
  DEMARC_DATABASE_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(3_600_000)
    .default(60_000)
    .describe(
      'A connection to the database on which nothing moves for so long is given up, and a transaction that its process does not go on with is ended: half-open connections and paused processes hold up the others no longer.',
    ),
  NATS_URL: z
    .string('must be a nats:// or tls:// URL')
    .min(1)
    .describe('NATS with JetStream; several servers with commas.'),
  DEMARC_NATS_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(5)
    .default(1)
    .describe('Servers that keep each stream: 1, or 3 with a cluster of three, of which one may then be away.'),
  DEMARC_NATS_CERT: z
    .string()
    .optional()
    .describe('Certificate (PEM) that this service shows to a NATS that asks for one, with `DEMARC_NATS_KEY`.'),
  DEMARC_NATS_KEY: z.string().optional().describe('File of its key.'),
  DEMARC_CA: z
    .string()
    .optional()
    .describe(
      'File of CA certificates (PEM) that are trusted beside those of Node, for PostgreSQL, NATS, the sign-in provider, mails and webhooks.',
    ),
  DEMARC_TLS_CERT: z
    .string()
    .optional()
    .describe(
      'Certificate with its chain (PEM): what the service listens with speaks https then. A changed file is served without a restart.',
    ),
  DEMARC_TLS_KEY: z.string().optional().describe('File of its key.'),
  DEMARC_BIND: z.string().default('127.0.0.1').describe('Address to listen on.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('`trace`, `debug`, `info`, `warn`, `error` or `silent`.'),
});
export type BaseConfig = z.infer<typeof baseConfig>;

export { port as portSetting };

/** What such a variable holds is repeated nowhere. */
const SECRET_NAME = /_(?:SECRET|PASSWORD|KEY|TOKEN)S?$/;

/** Reads a service's settings from the environment. Throws {@link ConfigError}. */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      if (!(name in given)) return `${name}: is not set; ${issue.message}`;
      return SECRET_NAME.test(name)
        ? `${name}: ${issue.message}`
        : `${name}: ${issue.message} (it is "${withoutSecrets(given[name]!)}")`;
    }),
  );
}
