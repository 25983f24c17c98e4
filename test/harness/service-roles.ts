import { type ServicePasswords, type StoreService, serviceUrl } from '@demarc/store';

/** Of tests: they stand in the cluster that each test gets a copy of. */
export const TEST_PASSWORDS: ServicePasswords = {
  api: 'api-of-tests',
  router: 'router-of-tests',
  notifier: 'notifier-of-tests',
};

/** The settings of a service: the database of the test, which is bound by nothing, opened with the service's own role. */
export function asService<Env extends Readonly<Record<string, string | undefined>>>(
  service: StoreService,
  env: Env,
): Env {
  const url = env['DATABASE_URL'];
  return url ? { ...env, DATABASE_URL: serviceUrl(url, service, TEST_PASSWORDS) } : env;
}
