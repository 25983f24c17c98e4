import type { ClientBase } from 'pg';
import { OWNER, scopeRoleOf, serviceOfLogin } from '../access/roles.js';
import { type Acting, MAINTENANCE, type Scope } from './scope.js';

/** What each connection was told last. */
const told = new WeakMap<ClientBase, string>();

/**
 * Makes a connection work for somebody until it is told otherwise: with one round trip, or none when it does already.
 * Null: for nobody, so that every table is refused. Connections that are no service's, of who migrates and of tests,
 * are bound by what their own role may.
 */
export async function setScope(client: ClientBase, acting: Acting | null): Promise<void> {
  const statement = statementOf(client, acting);
  if (statement === (told.get(client) ?? FOR_NOBODY)) return;
  // Nobody else listens yet: a connection that breaks now must fail this, and not end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    await client.query(statement);
    told.set(client, statement);
  } finally {
    client.off('error', ignore);
  }
}

const settings = (role: string, tenants: string, maintenance: 'on' | 'off'): string =>
  `set role ${role}; set demarc.tenants = '${tenants}'; set demarc.maintenance = ${maintenance}`;
/** As connections begin. */
const FOR_NOBODY = settings('none', '', 'off');

function statementOf(client: ClientBase, acting: Acting | null): string {
  if (acting === MAINTENANCE) return settings(OWNER, '', 'on');
  const service = serviceOfLogin((client as { readonly user?: string }).user);
  return service && acting ? settings(scopeRoleOf(service, acting), tenantsOf(acting), 'off') : FOR_NOBODY;
}

const NAME = /^[a-z0-9-]+$/;

/** `*` or names with commas; in one order, so that it also says whose something is that belongs to all of them. */
function tenantsOf({ tenants }: Scope): string {
  if (tenants === 'all') return '*';
  const wrong = tenants.find((tenant) => !NAME.test(tenant));
  if (wrong !== undefined) throw new Error(`"${wrong}" cannot be the name of a tenant.`);
  return [...new Set(tenants)].sort().join(',');
}
