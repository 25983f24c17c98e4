import type { SharedLimit, Taken } from './shared-budget.js';

/** What a client may still ask, as draft-ietf-httpapi-ratelimit-headers has it. */
export function rateLimitHeaders(limit: SharedLimit, taken: Taken): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': `"${limit.name}";q=${limit.requests};w=${limit.windowS}`,
    ratelimit: `"${limit.name}";r=${taken.remaining};t=${taken.resetS}`,
  };
}
