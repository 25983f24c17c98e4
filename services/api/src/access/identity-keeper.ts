import { type RoleMapping, SESSION_COOKIE } from '@demarc/contracts';
import type { Identity } from '@demarc/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../door/problem-error.js';
import { KEY_PREFIX } from '../keys/key-text.js';
import { KeyKeeper } from '../keys/key-keeper.js';
import { ROLE_MAPPING } from '../tokens.js';
import { type Claims, identityOfClaims, neededClaims } from './identity-of-claims.js';
import { requireSameSite } from './same-site.js';
import { Sessions } from './sessions.js';
import { SignInProvider } from './sign-in-provider.js';

const BEARER = /^Bearer +(\S+) *$/i;

/** Says who asks: by an API key, an access token, or the session of a browser. */
@Injectable()
export class IdentityKeeper {
  constructor(
    @Inject(KeyKeeper) private readonly keys: KeyKeeper,
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ROLE_MAPPING) private readonly mapping: RoleMapping,
  ) {}

  /** Throws `who-are-you`, `bad-key`, `not-allowed`, `too-many-requests` and `unavailable`. */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.#bearer(authorization, reply);
    const cookie = request.cookies[SESSION_COOKIE];
    const claims = cookie === undefined ? null : await this.sessions.read(cookie);
    if (!claims) throw unknown(cookie !== undefined);
    // A cookie goes along with whatever another site makes the browser send.
    requireSameSite(request);
    return this.identityOf(claims);
  }

  identityOf(claims: Claims): Identity {
    return identityOfClaims(this.mapping, claims);
  }

  /** What of the claims of somebody who signed in is kept for as long as their session lasts. */
  sessionOf(claims: Claims): Claims {
    return neededClaims(this.mapping, claims);
  }

  async #bearer(authorization: string, reply: FastifyReply): Promise<Identity> {
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw unknown(false);
    if (token.startsWith(KEY_PREFIX)) return this.keys.admit(token, reply);
    return this.identityOf(await this.provider.claimsOf(token));
  }
}

function unknown(hadSession: boolean): ProblemError {
  const detail = hadSession
    ? 'The sign-in has ended. Sign in again.'
    : 'The request does not say who asks. Sign in, or send Authorization: Bearer with an access token or an API key.';
  return new ProblemError('who-are-you', detail, { challenge: 'Bearer' });
}
