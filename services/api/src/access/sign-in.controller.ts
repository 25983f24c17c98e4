import { type AnswerOf, ROUTES } from '@demarc/contracts';
import { type Identity, PERMISSIONS, accessOf } from '@demarc/domain';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiConfig, publicUrlOf } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { CONFIG } from '../tokens.js';
import { Asker } from './asker.decorator.js';
import { IdentityKeeper } from './identity-keeper.js';
import { requireSameSite } from './same-site.js';
import { Sessions } from './sessions.js';
import { orFaultPage } from './sign-in-fault.js';
import { SignInProvider } from './sign-in-provider.js';

/** How people come in with a browser, and who they are then. */
@Controller()
export class SignInController {
  constructor(
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(IdentityKeeper) private readonly keeper: IdentityKeeper,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  @Door(ROUTES.me)
  me(@Asker() identity: Identity): AnswerOf<typeof ROUTES.me> {
    const { kind, id, actor, party, grants } = identity;
    const permitted = PERMISSIONS.flatMap((permission) => {
      const access = accessOf(identity, permission);
      return access ? [[permission, { ...access, tenants: listed(access.tenants) }] as const] : [];
    });
    return {
      kind,
      id,
      name: actor.name,
      party,
      roles: grants.map(({ as, tenants, seesSecurity }) => ({ role: as, tenants: listed(tenants), seesSecurity })),
      permissions: Object.fromEntries(permitted),
    };
  }

  @Door(ROUTES.protectedResource)
  protectedResource(): AnswerOf<typeof ROUTES.protectedResource> {
    const { DEMARC_OIDC_ISSUER, DEMARC_OIDC_CLI_CLIENT_ID, DEMARC_OIDC_CLI_SCOPES } = this.config;
    return {
      resource: this.#at('/'),
      authorization_servers: [DEMARC_OIDC_ISSUER],
      bearer_methods_supported: ['header'],
      demarc_cli: { client_id: DEMARC_OIDC_CLI_CLIENT_ID, scope: DEMARC_OIDC_CLI_SCOPES },
    };
  }

  @Door(ROUTES.signIn)
  async signIn(
    @FromQuery(ROUTES.signIn) { to = '/' }: { to?: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await orFaultPage(request, reply, to, async () => {
      const { url, begun } = await this.provider.begin(this.#at(ROUTES.signInCallback.path));
      await this.sessions.keepBegun(reply, { ...begun, to });
      await reply.header('cache-control', 'no-store').redirect(url, 302);
    });
  }

  @Door(ROUTES.signInCallback)
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const begun = await this.sessions.takeBegun(request, reply);
    await orFaultPage(request, reply, begun?.to ?? '/', async () => {
      if (!begun) {
        const detail = 'This browser began no sign-in, or more than ten minutes ago. Sign in again.';
        throw new ProblemError('who-are-you', detail);
      }
      const claims = await this.provider.finish(new URL(request.url, this.#at('/')), begun);
      // Whoever is nobody here learns it now, and gets no session.
      this.keeper.identityOf(claims);
      await this.sessions.open(reply, this.keeper.sessionOf(claims));
      await reply.header('cache-control', 'no-store').redirect(begun.to, 302);
    });
  }

  @Door(ROUTES.signOut)
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireSameSite(request);
    this.sessions.close(reply);
    const provider = await this.provider.endOfSession(this.#at('/')).catch(() => null);
    await reply.header('cache-control', 'no-store').redirect(provider ?? '/', 302);
  }

  #at(path: string): string {
    return new URL(path, publicUrlOf(this.config)).href;
  }
}

const listed = (tenants: 'all' | readonly string[]): 'all' | string[] => (tenants === 'all' ? 'all' : [...tenants]);
