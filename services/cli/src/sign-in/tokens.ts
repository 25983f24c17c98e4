import type { TokenEndpointResponse } from 'openid-client';

/** What a provider gave for somebody. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Milliseconds. */
  readonly endsAt: number;
}

const UNSAID_S = 300;

/** `before` is what was refreshed: a provider that gives no new refresh token lets the old one go on. */
export function tokensOf(given: TokenEndpointResponse, nowMs: number, before: Tokens | null = null): Tokens {
  return {
    accessToken: given.access_token,
    refreshToken: given.refresh_token ?? before?.refreshToken ?? null,
    endsAt: nowMs + (given.expires_in ?? UNSAID_S) * 1_000,
  };
}
