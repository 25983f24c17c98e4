import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** The key that the record of this data folder is sealed with. */
export const localAuditKey = (file: string): string => kept(file, 'local:');

/** What the api of this data folder seals sessions with. */
export const localSessionSecret = (file: string): string => kept(file, '');

/** Made at the first start, and for its owner's eyes alone. */
function kept(file: string, before: string): string {
  if (!existsSync(file))
    writeFileSync(file, `${before}${randomBytes(SECRET_BYTES).toString('base64url')}\n`, {
      mode: OWNER_ONLY,
      flag: 'wx',
    });
  return readFileSync(file, 'utf8').trim();
}
