import { AsyncLocalStorage } from 'node:async_hooks';
import { type Access, type Identity, reaches } from '@demarc/domain';

/** Who asks what is being answered right now, and what the door they came through gives access to. */
export interface Asking {
  readonly identity: Identity;
  readonly access: Access;
}

const asking = new AsyncLocalStorage<Asking>();

export const whileAnswering = <Result>(who: Asking, work: () => Result): Result => asking.run(who, work);

/** Whether who asks sees what is about security; the same holds outside of a request as for {@link mayBeAbout}. */
export const mayBeAboutSecurity = (): boolean => asking.getStore()?.access.seesSecurity ?? true;

/**
 * Whether what is asked may be about this tenant. Outside of a request, as with Demarc's own work and what comes over
 * NATS, the caller has said so itself.
 */
export function mayBeAbout(tenant: string): boolean {
  const { access } = asking.getStore() ?? {};
  return access === undefined || reaches(access.tenants, tenant);
}
