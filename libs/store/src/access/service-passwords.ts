import { createHmac, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { STORE_SERVICES, type StoreService, loginOf } from './roles.js';

/** The password of each service's role. */
export type ServicePasswords = Readonly<Record<StoreService, string>>;

/**
 * Lets the services in with these passwords; those of before hold no longer, while connections that are open go on. To
 * be called by whoever may alter the roles. What is sent is what PostgreSQL keeps: a log of statements has no password.
 */
export async function setServicePasswords(store: DataSource, passwords: ServicePasswords): Promise<void> {
  for (const service of STORE_SERVICES) {
    const login = loginOf(service);
    await store
      .query(`alter role ${login} login password '${scramVerifier(passwords[service])}'`)
      .catch((cause: Error) => {
        const asked = 'Migrate as the user who made the role, or as a superuser.';
        throw new Error(`The password of ${login} could not be set (${cause.message}). ${asked}`, { cause });
      });
  }
}

/** The same database for a service: its role and password in the place of another's. */
export function serviceUrl(url: string, service: StoreService, passwords: ServicePasswords): string {
  const own = new URL(url);
  own.username = loginOf(service);
  own.password = encodeURIComponent(passwords[service]);
  return own.href;
}

const ITERATIONS = 4_096;

/** As PostgreSQL keeps a password (RFC 5803). Ours are ASCII, which SASLprep leaves as it is. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyOf = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`;
}
