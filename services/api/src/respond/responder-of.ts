import { type Identity, PROVIDER, homeOf } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';
import type { Responder } from './response-desk.js';

/** Who answers back with a key. Throws `not-allowed` for one of the provider's: it has nobody to answer to. */
export function responderOf(identity: Identity): Responder {
  const tenant = homeOf(identity);
  if (tenant !== PROVIDER) return { tenant, actor: identity.actor };
  const detail = `The key ${identity.actor.name} is Microsoft's. Customers' systems answer back, with a key of theirs.`;
  throw new ProblemError('not-allowed', detail);
}
