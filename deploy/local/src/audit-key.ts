import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** The key that the record of this data folder is sealed with; made at the first start, and for its owner's eyes alone. */
export function localAuditKey(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, `local:${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
