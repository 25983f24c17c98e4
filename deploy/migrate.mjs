/**
 * Brings the schema of DATABASE_URL up to date and ends: the one-shot that runs before the services in containers.
 * Safe to run from several places at once. Lets the services in with DEMARC_API_DB_PASSWORD, DEMARC_ROUTER_DB_PASSWORD
 * and DEMARC_NOTIFIER_DB_PASSWORD; without them the passwords of their roles stay as somebody else has set them.
 */
import { migrate, openStore, setServicePasswords } from '@demarc/store';
import { trust } from './servers-of.mjs';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set: set it to postgres://user:password@host:port/database');
  process.exit(1);
}
const {
  DEMARC_API_DB_PASSWORD: api,
  DEMARC_ROUTER_DB_PASSWORD: router,
  DEMARC_NOTIFIER_DB_PASSWORD: notifier,
} = process.env;
if ([api, router, notifier].some(Boolean) && ![api, router, notifier].every(Boolean)) {
  console.error(
    'DEMARC_API_DB_PASSWORD, DEMARC_ROUTER_DB_PASSWORD and DEMARC_NOTIFIER_DB_PASSWORD: set all three, or none',
  );
  process.exit(1);
}
trust(process.env.DEMARC_CA);
// Two: one connection holds the lock while the other migrates.
const store = await openStore({ url, poolSize: 2, applicationName: 'demarc-migrate' });
try {
  const ran = await migrate(store);
  console.log(ran.length > 0 ? `ran ${ran.join(', ')}` : 'the schema is up to date');
  if (api) await setServicePasswords(store, { api, router, notifier });
} finally {
  await store.destroy();
}
