import type { HttpRoute } from '@demarc/contracts';
import { type Identity, grantOf, nameOfActor } from '@demarc/domain';
import type { FastifyRequest } from 'fastify';
import { queryOf } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';

/**
 * The customer as whose people the answer is asked for; null when it is asked for oneself. Throws `invalid-parameter`
 * for whatever else the door does not know: a word written wrongly must not show everything.
 */
export function seenByOf(door: HttpRoute, request: FastifyRequest): string | null {
  if (!door.query || !('seenBy' in door.query.shape)) return null;
  const { seenBy } = queryOf(door, request) as { readonly seenBy?: string };
  return seenBy ?? null;
}

/**
 * Who somebody of the provider is while they look as a customer's operations do: of that tenant alone, and reading no
 * more of it than they do themselves. Throws `not-allowed` for a customer, who sees nothing else anyway.
 */
export function asCustomerOf(tenant: string, identity: Identity, seesSecurity: boolean): Identity {
  const { actor, party } = identity;
  if (party !== 'microsoft') {
    const detail = `${nameOfActor(actor)} is a customer's and sees what customers see already: leave seenBy out.`;
    throw new ProblemError('not-allowed', detail, { errors: [{ field: 'seenBy', detail }] });
  }
  const grant = grantOf('customer-ops', tenant, seesSecurity);
  return {
    ...identity,
    actor: { ...actor, party: 'customer', standsIn: true },
    party: 'customer',
    grants: grant ? [grant] : [],
  };
}
