/**
 * Makes Demarc's own users of NATS in the folder DEMARC_NATS_USERS, which a nats-server includes (`accounts.conf`), with
 * the passwords of the environment; those of tenants stay as `demarc nats user` made them. The one-shot that runs before
 * nats-server in containers. A server that runs already is told to read it again: SIGHUP.
 */
import { NATS_SERVICES } from '@demarc/contracts';
import { NatsUserFile } from '@demarc/runtime';

const folder = process.env.DEMARC_NATS_USERS;
if (!folder) {
  console.error('DEMARC_NATS_USERS is not set: set it to the folder where the users of NATS are kept');
  process.exit(1);
}
const passwords = NATS_SERVICES.map((name) => [name, `DEMARC_${name.toUpperCase()}_NATS_PASSWORD`]);
const missing = passwords.flatMap(([, variable]) => (process.env[variable] ? [] : [variable]));
if (missing.length > 0) {
  console.error(`${missing.join(', ')}: not set; each of Demarc's own users of NATS needs its password`);
  process.exit(1);
}
const users = new NatsUserFile(folder);
for (const [name, variable] of passwords) {
  const secret = process.env[variable];
  if ((await users.add({ kind: name, name }, secret)) === null) await users.rotate(name, secret);
}
console.log(`${NATS_SERVICES.join(', ')} may come to NATS`);
