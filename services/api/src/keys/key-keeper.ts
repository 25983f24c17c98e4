import { type Grant, type Identity, type Instant, type KeyPurpose, PROVIDER, epochMs } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { ALL_TENANTS, DataSource, type HeldKey, actingFor, findApiKey, noteKeyUse } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../door/problem-error.js';
import { rateLimitHeaders } from '../limits/rate-limit-headers.js';
import { SharedBudget, type SharedLimit } from '../limits/shared-budget.js';
import { CLOCK, LOG } from '../tokens.js';
import { isSecret, newSecret, readKeyText, sha256Of } from './key-text.js';

/** Requests in a minute: of a system that answers back, that reads, and that publishes (up to 100 events each). */
const LIMITS = {
  respond: { name: 'respond', requests: 60, windowS: 60, atOnce: 1 },
  read: { name: 'read', requests: 600, windowS: 60, atOnce: 10 },
  publish: { name: 'publish', requests: 30_000, windowS: 60, atOnce: 300 },
} satisfies Readonly<Record<KeyPurpose, SharedLimit>>;
/** What an unknown key is compared with, so that it takes as long as a wrong one. */
const NOBODYS = sha256Of(newSecret());

/** Says whose a key is. */
@Injectable()
export class KeyKeeper {
  readonly #budgets: Readonly<Record<KeyPurpose, SharedBudget>>;

  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    const shared = (limit: SharedLimit) => new SharedBudget(store, limit);
    this.#budgets = {
      respond: shared(LIMITS.respond),
      read: shared(LIMITS.read),
      publish: shared(LIMITS.publish),
    };
  }

  /**
   * Says in the answer how much the key may still ask. Throws `bad-key`, in the same words whatever is wrong with it, or
   * `too-many-requests`.
   */
  async admit(keyText: string, reply: FastifyReply): Promise<Identity> {
    const given = readKeyText(keyText);
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
    const { id, name, purpose } = key;
    const taken = await this.#budgets[purpose].take(id);
    reply.headers(rateLimitHeaders(LIMITS[purpose], taken));
    if (!taken.allowed) {
      const detail = `The key ${name} may ask ${LIMITS[purpose].requests} times a minute. Ask again in ${taken.resetS} s.`;
      throw new ProblemError('too-many-requests', detail, { retryAfterS: taken.resetS });
    }
    await actingFor(ALL_TENANTS, () => noteKeyUse(this.store, key, now));
    return identityOfKey(key);
  }
}

function identityOfKey({ id, tenant, name, purpose, seesSecurity }: HeldKey): Identity {
  const isProviders = tenant === PROVIDER;
  const party = isProviders ? 'microsoft' : 'customer';
  const grant: Grant = { as: `key:${purpose}`, tenants: isProviders ? 'all' : [tenant], seesSecurity };
  return { kind: 'key', id, actor: { party, name }, party, grants: [grant] };
}

function faultOf(key: HeldKey | null, now: Instant): 'unknown' | 'revoked' | 'expired' | null {
  if (!key) return 'unknown';
  if (key.revokedAt !== null) return 'revoked';
  return epochMs(key.expiresAt) <= epochMs(now) ? 'expired' : null;
}

function badKey(): ProblemError {
  const detail = 'The API key is not valid: it is wrong, expired or revoked. Ask whoever keeps the keys for a new one.';
  return new ProblemError('bad-key', detail, { errors: [{ field: 'Authorization', detail }], challenge: 'Bearer' });
}
