import { NATS_SERVICES, type NatsService } from '@demarc/contracts';
import { NatsUserFile } from '@demarc/runtime';
import { type ServicePasswords, type StoreService, serviceUrl } from '@demarc/store';

/** Of tests: they stand in the cluster that each test gets a copy of. */
export const TEST_PASSWORDS: ServicePasswords = {
  api: 'api-of-tests',
  router: 'router-of-tests',
  notifier: 'notifier-of-tests',
};

const SESSION_SECRET = 'what-the-apis-of-tests-seal-sessions-with';

/**
 * The settings of a service: the servers of the test, of which the test itself is bound by nothing, reached with the
 * service's own role and user.
 */
export function asService<Env extends Readonly<Record<string, string | undefined>>>(
  service: StoreService,
  env: Env,
): Env {
  const { DATABASE_URL: url, NATS_URL: nats } = env;
  return {
    // As under `npm start`: sessions outlive a restart of the api.
    ...(service === 'api' && { DEMARC_SESSION_SECRET: SESSION_SECRET }),
    ...env,
    ...(url && { DATABASE_URL: serviceUrl(url, service, TEST_PASSWORDS) }),
    // Servers that a test made without users are reached as they are.
    ...(nats && { NATS_URL: nats.replace(natsCredentials('operator'), natsCredentials(service)) }),
  };
}

/** Of the NATS server of a test: its users are Demarc's own, with secrets that tests know. */
export const natsSecret = (user: NatsService): string => `${user}-of-tests`;
export const natsCredentials = (user: NatsService): string => `//${user}:${natsSecret(user)}@`;

/** The users of a test's own server. Answers what it includes of them. */
export async function testNatsUsers(folder: string): Promise<NatsUserFile> {
  const users = new NatsUserFile(folder);
  for (const name of NATS_SERVICES) await users.add({ kind: name, name }, natsSecret(name));
  return users;
}
