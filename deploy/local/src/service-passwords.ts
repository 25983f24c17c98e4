import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { STORE_SERVICES, type ServicePasswords } from '@demarc/store';

/** With what the services open the database: made on first use, and kept in this file for the owner only. */
export function servicePasswords(file: string): ServicePasswords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ServicePasswords;
  const passwords = Object.fromEntries(
    STORE_SERVICES.map((service) => [service, randomBytes(24).toString('base64url')]),
  );
  writeFileSync(file, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  return passwords as ServicePasswords;
}
