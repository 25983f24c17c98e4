import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type JWK, exportJWK, generateKeyPair } from 'jose';

/** What the provider signs with: tokens with `key`, its cookies with `cookieSecret`. */
export interface ProviderKeys {
  readonly key: JWK;
  readonly cookieSecret: string;
}

const COOKIE_SECRET_BYTES = 32;

/** Those of an earlier start, or new ones that the next start will find. Only their owner may read the file. */
export async function keptProviderKeys(dir: string): Promise<ProviderKeys> {
  const file = path.join(dir, 'keys.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProviderKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Error(`${file} cannot be read: delete it, and new keys are made`, { cause: error });
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const keys: ProviderKeys = {
    key: { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' },
    cookieSecret: randomBytes(COOKIE_SECRET_BYTES).toString('base64url'),
  };
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
  return keys;
}
