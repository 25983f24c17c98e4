import { randomBytes } from 'node:crypto';
import { ConfigError, type Log, isForProduction } from '@demarc/runtime';
import { z } from 'zod';

const LEAST_SECRET = 32;
const SECRET_BYTES = 32;
const FORM = `must be at least ${LEAST_SECRET} characters`;

export const sessionSecretSetting = z
  .string()
  .min(LEAST_SECRET, FORM)
  .optional()
  .describe(
    'What the sessions of browsers are sealed with: at least 32 characters, the same for all apis and for nobody else. Else one is made and kept in `session.key` of the data folder. Another one ends all sessions.',
  );

/**
 * What seals the sessions of browsers: whoever knows it signs in as anybody, so it is in no database. Without a
 * configured one a process for production refuses to start; any other makes one that is gone with it, and says so.
 */
export function sessionSecretOf(configured: string | undefined, log: Log): string {
  if (configured !== undefined) return configured;
  if (isForProduction(process.env))
    throw new ConfigError([
      `DEMARC_SESSION_SECRET: is not set; ${FORM}, the same for all apis. Make one with \`openssl rand -base64 32\``,
    ]);
  log.warn('DEMARC_SESSION_SECRET is not set: sessions of browsers end with this process, and hold in no other');
  return randomBytes(SECRET_BYTES).toString('base64url');
}
