import { type Actor, type Instant, epochMs } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { ALL_TENANTS, DataSource, type HeldKey, actingFor, findApiKey, noteKeyUse } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';
import { CLOCK, LOG } from '../tokens.js';
import { isSecret, newSecret, readKeyText, sha256Of } from './key-text.js';
import { RequestBudget } from './request-budget.js';

/** Who answers back, and for which tenant alone. */
export interface Responder {
  readonly tenant: string;
  readonly actor: Actor;
}

const LIMITS = { requests: 60, windowMs: 60_000 };
const BEARER = /^Bearer +(\S+) *$/i;
/** What an unknown key is compared with, so that it takes as long as a wrong one. */
const NOBODYS = sha256Of(newSecret());

/** Lets in who has a key. */
@Injectable()
export class KeyKeeper {
  readonly #budget = new RequestBudget(LIMITS);

  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Throws `bad-key`, in the same words whatever is wrong with it, or `too-many-requests`. */
  async admit(authorization: string | undefined): Promise<Responder> {
    const given = readKeyText(BEARER.exec(authorization ?? '')?.[1] ?? '');
    if (!given) throw badKey();
    // Whose key it is, the key itself says.
    const key = await actingFor(ALL_TENANTS, () => findApiKey(this.store, given.id));
    const matches = isSecret(given.secret, key?.secretSha256 ?? NOBODYS);
    const now = this.clock.now();
    const fault = matches ? faultOf(key, now) : 'wrong';
    if (!key || fault) {
      // Its id is no secret, and says whose system comes with an old key, or that somebody guesses.
      if (key) this.log.warn({ tenant: key.tenant, keyId: key.id, fault }, 'an api key was refused');
      throw badKey();
    }
    const { id, tenant, name } = key;
    const retryAfterS = this.#budget.take(id, now);
    if (retryAfterS > 0) {
      const detail = `The key ${name} may ask ${LIMITS.requests} times a minute. Ask again in ${retryAfterS} s.`;
      throw new ProblemError('too-many-requests', detail, { retryAfterS });
    }
    await actingFor(ALL_TENANTS, () => noteKeyUse(this.store, key, now));
    return { tenant, actor: { party: 'customer', name } };
  }
}

function faultOf(key: HeldKey | null, now: Instant): 'unknown' | 'revoked' | 'expired' | null {
  if (!key) return 'unknown';
  if (key.revokedAt !== null) return 'revoked';
  return epochMs(key.expiresAt) <= epochMs(now) ? 'expired' : null;
}

function badKey(): ProblemError {
  const detail =
    'The request has no valid API key: there is none, or it is wrong, expired or revoked. Send Authorization: Bearer dmk_...';
  return new ProblemError('bad-key', detail, { errors: [{ field: 'Authorization', detail }], challenge: 'Bearer' });
}
