import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import type { Log } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { ApiConfig } from '../config.js';
import { ProblemError } from '../door/problem-error.js';
import { CONFIG, LOG } from '../tokens.js';
import type { Claims } from './identity-of-claims.js';

/** Signatures by a key that only the provider has: with a shared secret whoever checks a token could make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const CLOCK_TOLERANCE_S = 30;
const ASK_AGAIN_AFTER_MS = 2_000;
const TIMEOUT_MS = 5_000;

interface Provider {
  readonly client: oidc.Configuration;
  readonly keys: JWTVerifyGetKey;
}

/** What was begun with a browser and has to be there when it comes back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * The OpenID provider that says who people are, found by its discovery document (OpenID Connect Discovery 1.0). It is
 * asked when it is first needed: an api starts without it, and answers `unavailable` to people until it is there.
 */
@Injectable()
export class SignInProvider {
  #provider: Promise<Provider> | null = null;
  #failedAtMs = -Infinity;

  constructor(
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The claims of an access token that was made for this API. Throws `who-are-you` and `unavailable`. */
  async claimsOf(token: string): Promise<Claims> {
    const { client, keys } = await this.#found();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: client.serverMetadata().issuer,
        audience: this.config.DEMARC_OIDC_AUDIENCE,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (cause) {
      if (isAboutTheToken(cause)) throw badToken(cause);
      throw away(this.config.DEMARC_OIDC_ISSUER, cause);
    }
  }

  /** Begins a sign-in with a browser: where it goes, and what must be kept until it comes back. */
  async begin(redirectUri: string): Promise<{ readonly url: string; readonly begun: BegunSignIn }> {
    const { client } = await this.#found();
    const begun = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: this.config.DEMARC_OIDC_SCOPES,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, begun };
  }

  /** What the provider says of whoever came back with this address. Throws `who-are-you` and `unavailable`. */
  async finish(cameBackTo: URL, { state, nonce, verifier }: BegunSignIn): Promise<Claims> {
    const { client } = await this.#found();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    try {
      const tokens = await oidc.authorizationCodeGrant(client, cameBackTo, checks);
      return tokens.claims()!;
    } catch (cause) {
      if (isAway(cause)) throw away(this.config.DEMARC_OIDC_ISSUER, cause);
      this.log.warn({ err: cause }, 'a sign-in was not finished');
      const detail = 'The sign-in could not be finished: it took too long, or was begun elsewhere. Sign in again.';
      throw new ProblemError('who-are-you', detail, {}, { cause });
    }
  }

  /** Where a browser ends its session with the provider as well; null when that has no such place. */
  async endOfSession(backTo: string): Promise<string | null> {
    const { client } = await this.#found();
    if (!client.serverMetadata().end_session_endpoint) return null;
    const parameters = { post_logout_redirect_uri: backTo, client_id: this.config.DEMARC_OIDC_CLIENT_ID };
    return oidc.buildEndSessionUrl(client, parameters).href;
  }

  #found(): Promise<Provider> {
    const { DEMARC_OIDC_ISSUER: issuer } = this.config;
    if (performance.now() - this.#failedAtMs < ASK_AGAIN_AFTER_MS) throw away(issuer);
    this.#provider ??= this.#discover().catch((cause: unknown) => {
      this.#provider = null;
      this.#failedAtMs = performance.now();
      this.log.warn({ err: cause, issuer }, whyAway(cause));
      throw away(issuer, cause);
    });
    return this.#provider;
  }

  async #discover(): Promise<Provider> {
    const issuer = new URL(this.config.DEMARC_OIDC_ISSUER);
    const { DEMARC_OIDC_CLIENT_ID: id, DEMARC_OIDC_CLIENT_SECRET: secret } = this.config;
    const client = await oidc.discovery(issuer, id, undefined, secret ? oidc.ClientSecretPost(secret) : oidc.None(), {
      timeout: TIMEOUT_MS / 1_000,
      // Only the configuration says http, and only for this machine itself (config.ts).
      ...(issuer.protocol === 'http:' && { execute: [oidc.allowInsecureRequests] }),
    });
    const { jwks_uri: keysAt } = client.serverMetadata();
    if (!keysAt) throw new Error(`${issuer.href} names no jwks_uri`);
    return { client, keys: createRemoteJWKSet(new URL(keysAt), { timeoutDuration: TIMEOUT_MS }) };
  }
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC'
  );
}

function isAway(error: unknown): boolean {
  const { code, name } = error as { code?: string; name?: string };
  return code === 'OAUTH_TIMEOUT' || name === 'TypeError' || /^E[A-Z]+$/.test(code ?? '');
}

/** For the operator; whoever asks is told that it cannot be reached. */
function whyAway(cause: unknown): string {
  const fault = certificateFaultOf(cause);
  if (fault === null) return 'the sign-in provider cannot be reached yet';
  return `the sign-in provider shows a certificate that ${fault}. ${CERTIFICATE_ADVICE}`;
}

function badToken(cause: unknown): ProblemError {
  const detail =
    'The access token is not valid here: it is expired, altered, or made by or for somebody else. Sign in again.';
  return new ProblemError('who-are-you', detail, { challenge: 'Bearer error="invalid_token"' }, { cause });
}

function away(issuer: string, cause?: unknown): ProblemError {
  const detail = `The sign-in provider ${issuer} cannot be reached right now. Try again in a moment.`;
  return new ProblemError('unavailable', detail, { retryAfterS: ASK_AGAIN_AFTER_MS / 1_000 }, { cause });
}
