import { SESSION_COOKIE } from '@demarc/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiConfig, publicUrlOf } from '../config.js';
import { ProblemError } from '../door/problem-error.js';
import { CONFIG } from '../tokens.js';
import type { Claims } from './identity-of-claims.js';
import { Sealer } from './sealer.js';
import type { BegunSignIn } from './sign-in-provider.js';

/** Browsers drop a cookie of more than 4,096 bytes without a word (RFC 6265, 6.1): name, value and attributes. */
const MOST_OF_A_COOKIE = 3_900;
const BEGUN_S = 600;
const BEGUN_COOKIE = 'demarc_sign_in';

export interface Begun extends BegunSignIn {
  /** The path where it began. */
  readonly to: string;
}

/** Who signed in with a browser, kept by the browser itself: sealed, for this site, and out of reach of scripts. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * For as long as the setting says; then the provider is asked again. Throws `not-allowed` when the claims are more than
   * a browser keeps.
   */
  async open(reply: FastifyReply, claims: Claims): Promise<void> {
    const forS = this.config.DEMARC_SESSION_MINUTES * 60;
    const sealed = await this.sealer.seal('session', claims, forS);
    if (sealed.length > MOST_OF_A_COOKIE) {
      const detail =
        'You are in more of the groups that the role mapping names than a browser can keep. Ask whoever keeps the mapping to name fewer, such as one group for each role.';
      throw new ProblemError('not-allowed', detail);
    }
    reply.setCookie(SESSION_COOKIE, sealed, this.#options(forS));
  }

  read(cookie: string): Promise<Claims | null> {
    return this.sealer.open('session', cookie);
  }

  close(reply: FastifyReply): void {
    reply.clearCookie(SESSION_COOKIE, this.#options());
  }

  async keepBegun(reply: FastifyReply, begun: Begun): Promise<void> {
    reply.setCookie(BEGUN_COOKIE, await this.sealer.seal('sign-in', { ...begun }, BEGUN_S), this.#options(BEGUN_S));
  }

  /** What this browser began, once: null when it began nothing, or too long ago. */
  async takeBegun(request: FastifyRequest, reply: FastifyReply): Promise<Begun | null> {
    const cookie = request.cookies[BEGUN_COOKIE];
    reply.clearCookie(BEGUN_COOKIE, this.#options());
    return cookie === undefined ? null : ((await this.sealer.open('sign-in', cookie)) as Begun | null);
  }

  #options(maxAge?: number): CookieSerializeOptions {
    const secure = publicUrlOf(this.config).protocol === 'https:';
    return { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(maxAge !== undefined && { maxAge }) };
  }
}
