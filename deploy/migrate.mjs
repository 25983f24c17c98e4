/**
 * Brings the schema of DATABASE_URL up to date and ends: the one-shot that runs before the services in containers.
 * Safe to run from several places at once.
 */
import { migrate, openStore } from '@demarc/store';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set: set it to postgres://user:password@host:port/database');
  process.exit(1);
}
// Two: one connection holds the lock while the other migrates.
const store = await openStore({ url, poolSize: 2, applicationName: 'demarc-migrate' });
try {
  const ran = await migrate(store);
  console.log(ran.length > 0 ? `ran ${ran.join(', ')}` : 'the schema is up to date');
} finally {
  await store.destroy();
}
