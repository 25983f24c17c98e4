import { AuditKey, AuditKeys, markOf } from '@demarc/contracts';
import { z } from 'zod';
import { ConfigError } from './config.js';
import { isForProduction } from './for-production.js';
import type { Log } from './log.js';

const FORM = 'must be <id>:<at least 32 characters>, several with commas, the one in use first';

export const auditKeySetting = z
  .string()
  .refine((text) => AuditKeys.parse(text) !== null, FORM)
  .optional()
  .describe(
    'What the record is sealed and signed with: `<id>:<secret of at least 32 characters>`, the same for api and router; after it, with commas, those of before. Kept outside of the database.',
  );

/** Known to everybody: what is sealed with it proves nothing to anybody. */
const DEVELOPMENT_KEY = 'development:this-key-is-known-and-protects-nobody';

/**
 * The keys of the audit. Without a configured one a process for production refuses to start; any other uses a key that
 * everybody knows, and says so.
 */
export function auditKeysOf(configured: string | undefined, log: Log): AuditKeys {
  if (configured === undefined && isForProduction(process.env))
    throw new ConfigError([
      `DEMARC_AUDIT_KEY: is not set; ${FORM}. Make one with \`openssl rand -base64 32\`, and keep a copy: without it nobody can check the record`,
    ]);
  if (configured === undefined)
    log.warn('DEMARC_AUDIT_KEY is not set: the record is sealed with a key that everybody knows');
  return AuditKeys.parse(configured ?? DEVELOPMENT_KEY)!;
}

/** What signs the entries that a process writes: see `markEntriesBy` of the store. */
export function entryMarker({ current }: { readonly current: AuditKey }) {
  return {
    keyId: current.id,
    sign: (tenant: string, markId: string, names: string) => markOf(current, tenant, markId, names),
  };
}
