import { type Configuration, interactionPolicy } from 'oidc-provider';
import { API_AUDIENCE, type DemoPerson, findDemoPerson } from './demo-people.js';
import type { KeptSignIns } from './kept-sign-ins.js';
import type { ProviderKeys } from './provider-keys.js';
import { type Page, plainPage } from './sign-in-page.js';

export interface ProviderPlace {
  /** Where browsers reach the api. */
  readonly apiUrl: string;
  readonly keys: ProviderKeys;
  readonly kept: KeptSignIns;
}

/** {@link API_AUDIENCE} as an absolute URI, which RFC 8707 wants; clients need not say it. */
const API_RESOURCE = 'urn:demarc:api';
const HALF_DONE_S = 600;
const ACCESS_TOKEN_S = 900;
const REFRESH_TOKEN_S = 30 * 86_400;
const SESSION_S = 14 * 86_400;
const SCOPES = 'openid profile email offline_access';

/** How the provider of the demonstration works: authorization code with PKCE, and nothing else. */
export function providerSettings({ apiUrl, keys, kept }: ProviderPlace): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: (model) => kept.of(model),
    jwks: { keys: [keys.key] } as Configuration['jwks'],
    cookies: { keys: [keys.cookieSecret] },
    clients: [
      client('demarc', 'web', new URL('/auth/callback', apiUrl).href, [new URL('/', apiUrl).href]),
      // Any port of the loopback interface will do (RFC 8252, 7.3).
      client('demarc-cli', 'native', 'http://127.0.0.1/callback', []),
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'groups'], profile: ['name', 'preferred_username'], email: ['email'] },
    // The api reads who signed in with a browser from the id token.
    conformIdTokenClaims: false,
    findAccount: (_, id) => {
      const person = findDemoPerson(id);
      return person ? { accountId: id, claims: async () => ({ sub: id, ...claimsOf(person) }) } : undefined;
    },
    extraTokenClaims: (_, token) => {
      const person = 'accountId' in token ? findDemoPerson(token.accountId) : null;
      return person ? claimsOf(person) : undefined;
    },
    interactions: { policy, url: (_, { uid }) => `/sign-in/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session!.accountId!, clientId: oidc.client!.clientId });
      grant.addOIDCScope(SCOPES);
      grant.addResourceScope(API_RESOURCE, SCOPES);
      await grant.save();
      return grant;
    },
    issueRefreshToken: async (_, { clientId }) => clientId === 'demarc-cli',
    // Two commands that run at once may both come with the same one.
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    ttl: {
      Interaction: HALF_DONE_S,
      IdToken: ACCESS_TOKEN_S,
      AccessToken: ACCESS_TOKEN_S,
      RefreshToken: REFRESH_TOKEN_S,
      Session: SESSION_S,
      Grant: REFRESH_TOKEN_S,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          if (resource !== API_RESOURCE) throw new Error(`${resource} is not ${API_RESOURCE}`);
          return {
            scope: SCOPES,
            audience: API_AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_S,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          const goesTo = ctx.oidc.params?.['post_logout_redirect_uri'];
          const button = '<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>';
          const origin = typeof goesTo === 'string' ? new URL(goesTo).origin : '';
          send(ctx, plainPage('Sign out', 'Then somebody else can sign in.', form + button, origin));
        },
        postLogoutSuccessSource: (ctx) => send(ctx, plainPage('Signed out', 'Nobody is signed in with this browser.')),
      },
    },
    renderError: (ctx, { error, error_description: what }) =>
      send(
        ctx,
        plainPage('This sign-in went wrong', `${what ?? error}. Go back to where you came from and begin again.`),
      ),
    // The one who asks may be a page in a browser: only this machine's api is one.
    clientBasedCORS: () => false,
  };

  function client(
    id: string,
    kind: 'web' | 'native',
    redirectUri: string,
    afterSignOut: readonly string[],
  ): NonNullable<Configuration['clients']>[number] {
    return {
      client_id: id,
      application_type: kind,
      token_endpoint_auth_method: 'none',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [...afterSignOut],
      response_types: ['code'],
      grant_types: ['authorization_code', ...(kind === 'native' ? ['refresh_token'] : [])],
    };
  }
}

function claimsOf({ name, username, email, groups }: DemoPerson) {
  return { name, preferred_username: username, email, email_verified: true, groups: [...groups] };
}

function send(ctx: { body: unknown; set(headers: Record<string, string>): void }, { html, headers }: Page): void {
  ctx.set({ ...headers });
  ctx.body = html;
}
