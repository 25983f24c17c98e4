import type { silenceBody } from '@demarc/contracts';
import { type Actor, type Instant, type Silence, parseInstant } from '@demarc/domain';
import type { z } from 'zod';
import { ProblemError } from '../door/problem-error.js';

/**
 * A silence as it was asked for, if its maker may have it: a party can silence its own notices alone, and a customer
 * only of its own tenant. Maintenance that Microsoft announces may mute both. Throws `not-allowed` and `invalid-content`.
 */
export function silenceOf(
  { kind, tenant = null, mutes, matchers, startsAt, endsAt, reason }: z.output<typeof silenceBody>,
  actor: Actor,
  id: string,
  now: Instant,
): Silence {
  const { party, name } = actor;
  if (party === 'demarc') throw new Error('Silences are made by people.');
  if (party === 'customer' && tenant === null)
    throw new ProblemError('not-allowed', 'Only Microsoft silences all customers at once. Name your tenant.');
  if (mutes === 'both' && (kind !== 'maintenance' || party !== 'microsoft'))
    throw new ProblemError(
      'not-allowed',
      'Only maintenance that Microsoft announces mutes both parties; a party can have quiet for itself.',
    );
  const [from, until] = [startsAt === undefined ? now : parseInstant(startsAt)!, parseInstant(endsAt)!];
  if (until <= from || until <= now) {
    const detail = 'must be after it starts, and not over yet';
    throw new ProblemError('invalid-content', `endsAt: ${detail}`, { errors: [{ field: 'endsAt', detail }] });
  }
  return {
    id,
    kind,
    tenant,
    mutes: mutes === 'both' ? 'both' : party,
    matchers,
    startsAt: from,
    endsAt: until,
    reason,
    createdBy: `${party}/${name}`,
  };
}
