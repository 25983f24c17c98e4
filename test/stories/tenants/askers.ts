import {
  type Access,
  type Grant,
  type KeyPurpose,
  type Permission,
  type Role,
  accessOf,
  grantOf,
} from '@demarc/domain';
import { type Person, testIssuer } from '../../harness/people.js';
import type { Stack } from '../../harness/stack.js';

/** Somebody who asks, and what the house says they may. */
export interface Asker {
  readonly name: string;
  /** What they say who they are with; of several keys the next one when one may not ask more this minute. None: nothing. */
  readonly bearers: string[];
  readonly party: 'microsoft' | 'customer' | null;
  /** Null: nobody, or a key that is worth nothing. */
  readonly grants: readonly Grant[];
}

export const mayAsk = ({ grants }: Asker, permission: Permission): Access | null => accessOf({ grants }, permission);

/** Somebody of Microsoft. */
export const provider = (...roles: Role[]): Promise<Asker> =>
  asker(
    { name: roles.join(' and '), roles },
    roles.map((role) => grantOf(role, null)!),
  );

/** Somebody of a customer. */
export const customer = (tenant: string, role: Role, name = `${role} of ${tenant}`): Promise<Asker> =>
  asker({ name, roles: [role], tenant }, [grantOf(role, tenant)!]);

/** Somebody of a customer who does not see security. */
export const blind = (tenant: string): Promise<Asker> =>
  asker({ name: `who sees no security of ${tenant}`, roles: [], tenant, overruling: { blind: true } }, [
    grantOf('customer-ops', tenant, false)!,
  ]);

/** Somebody of two customers: of tailspin too. */
export const partner = (tenant: string): Promise<Asker> =>
  asker({ name: `partner of ${tenant}`, roles: ['customer-ops'], tenant, overruling: { partner: true } }, [
    grantOf('customer-ops', tenant)!,
    grantOf('customer-ops', 'tailspin')!,
  ]);

async function asker(who: Person, grants: readonly Grant[]): Promise<Asker> {
  const bearers = [await (await testIssuer()).tokenOf(who)];
  return { name: who.name, bearers, party: who.tenant ? 'customer' : 'microsoft', grants };
}

/** So many that none of them has to wait for the next minute. */
const KEYS = { publish: 1, read: 3, respond: 12 } as const;

/** Keys that are made by somebody, as one asker; who sees no security makes keys that do not either. */
export async function withKey(stack: Stack, maker: Asker, tenant: string, purpose: KeyPurpose): Promise<Asker> {
  const name = `${tenant} ${purpose} of ${maker.name}`;
  const made = [];
  for (let n = 0; n < KEYS[purpose]; n += 1)
    made.push(await addKey(stack, maker, tenant, { name: `${name} #${n}`, purpose }));
  const tenants = tenant === 'microsoft' ? 'all' : [tenant];
  return {
    name: `key: ${name}`,
    bearers: made.map(({ key }) => key),
    party: tenant === 'microsoft' ? 'microsoft' : 'customer',
    grants: [{ as: `key:${purpose}`, tenants, seesSecurity: made[0]!.seesSecurity }],
  };
}

/** Those whom nobody knows: without a word, with a key that is revoked or expired, with a wrong one or a wrong token. */
export async function strangers(stack: Stack, maker: Asker, tenant: string): Promise<readonly Asker[]> {
  const revoked = await addKey(stack, maker, tenant, { name: 'revoked', purpose: 'read' });
  const path = `${stack.apiUrl}/v1/tenants/${tenant}/keys/${revoked.id}`;
  await fetch(path, { method: 'DELETE', headers: headersOf(maker) });
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const expired = await addKey(stack, maker, tenant, { name: 'expired', purpose: 'read', expiresAt });
  stack.clock.pushMinutes(2);
  const bearers = [revoked.key, expired.key, `${revoked.key.slice(0, -3)}xyz`, 'a.b.c'];
  return [
    { name: 'nobody', bearers: [], party: null, grants: [] },
    ...bearers.map((bearer, at): Asker => {
      const name = ['a revoked key', 'an expired key', 'a wrong key', 'a wrong token'][at]!;
      return { name, bearers: [bearer], party: null, grants: [] };
    }),
  ];
}

/** What an asker sends now. */
export const headersOf = ({ bearers: [bearer] }: Asker): Record<string, string> =>
  bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };

async function addKey(stack: Stack, maker: Asker, tenant: string, body: object) {
  const answer = await stack.http.post<{ id: string; key: string; seesSecurity: boolean }>(
    `/v1/tenants/${tenant}/keys`,
    body,
    headersOf(maker),
  );
  if (answer.status !== 201) throw new Error(`a key for ${tenant} was answered ${answer.status}`);
  return answer.body;
}
