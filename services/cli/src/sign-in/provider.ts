import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import type { Configuration } from 'openid-client';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { type Tokens, tokensOf } from './tokens.js';

/** Where people sign in, and as what this command line is known there. */
export interface ProviderPlace {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** A sign-in that was begun: where a browser goes, and how what it comes back with becomes tokens. */
export interface BegunSignIn {
  readonly url: URL;
  /** @throws Failure when the provider refused, or the answer is not to this sign-in */
  finish(cameBackTo: URL): Promise<Tokens>;
}

const TIMEOUT_S = 15;

/** Begins an authorization code flow with PKCE (RFC 7636) that comes back to `redirectUri`. */
export async function beginSignIn(place: ProviderPlace, redirectUri: string): Promise<BegunSignIn> {
  const [oidc, client] = await discover(place);
  const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: place.scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
  return {
    url,
    finish: (cameBackTo) =>
      answered(place, async () => tokensOf(await oidc.authorizationCodeGrant(client, cameBackTo, checks), Date.now())),
  };
}

/** New tokens for old. Throws a failure when the provider does not take the refresh token, or cannot be reached. */
export async function refresh(place: ProviderPlace, tokens: Tokens): Promise<Tokens> {
  const [oidc, client] = await discover(place);
  return answered(place, async () =>
    tokensOf(await oidc.refreshTokenGrant(client, tokens.refreshToken ?? ''), Date.now(), tokens),
  );
}

/** Makes a refresh token worthless, where the provider has a way to. */
export async function revoke(place: ProviderPlace, token: string): Promise<void> {
  const [oidc, client] = await discover(place);
  if (client.serverMetadata().revocation_endpoint) await oidc.tokenRevocation(client, token);
}

async function discover(place: ProviderPlace): Promise<[typeof import('openid-client'), Configuration]> {
  // Loaded when somebody signs in: most commands find a token that still holds.
  const oidc = await import('openid-client');
  const { issuer, clientId } = place;
  const { hostname, protocol } = new URL(issuer);
  const isOfThisMachine = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const options = { timeout: TIMEOUT_S, ...(isOfThisMachine && { execute: [oidc.allowInsecureRequests] }) };
  const client = await answered(place, () =>
    oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options),
  );
  return [oidc, client];
}

async function answered<Result>({ issuer }: ProviderPlace, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const { error: code, error_description: what, cause, message } = error as OAuthError;
    if (code !== undefined)
      throw new Failure(
        EXIT.refused,
        `${issuer} refused the sign-in: ${what ?? code}.`,
        'Sign in with `demarc login`.',
      );
    const why = cause?.cause?.message ?? cause?.message ?? message;
    const fault = certificateFaultOf(error);
    if (fault !== null)
      throw new Failure(
        EXIT.unreachable,
        `The sign-in provider ${issuer} shows a certificate that ${fault}: ${why}.`,
        CERTIFICATE_ADVICE,
      );
    throw new Failure(EXIT.unreachable, `The sign-in provider ${issuer} did not answer as it should: ${why}.`);
  }
}

type OAuthError = Error & {
  readonly error?: string;
  readonly error_description?: string;
  readonly cause?: Error & { readonly cause?: Error };
};
