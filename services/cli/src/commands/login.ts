import { ROUTES } from '@demarc/contracts';
import { ApiClient } from '../api-client.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { meText } from '../print/me-text.js';
import type { Session } from '../session.js';
import { Credentials, SIGNED_IN } from '../sign-in/credentials.js';
import { openLoopback } from '../sign-in/loopback.js';
import { type ProviderPlace, beginSignIn, revoke } from '../sign-in/provider.js';
import type { Tokens } from '../sign-in/tokens.js';

const MINUTE_MS = 60_000;
const WAITS_MIN = 5;

export const loginCommand: CommandFile = (program, act) => {
  program
    .command('login')
    .description('Sign in with a browser, for this and later commands')
    .addHelpText('after', examples(['login', ''], ['login --api https://demarc.example.com', 'each API has its own']))
    .action(
      act(async (session: Session) => {
        const { api, io } = session;
        const provider = await providerOf(api);
        const tokens = await signInWithBrowser(provider, session);
        const asThem = new ApiClient(
          api.url,
          { token: async () => tokens.accessToken, another: async () => null },
          io.stop,
        );
        const { body } = await asThem.call(ROUTES.me);
        new Credentials(io, api.url).keep(SIGNED_IN, { provider, tokens });
        session.show(body, () => meText(body));
        return EXIT.ok;
      }),
    );
};

export const logoutCommand: CommandFile = (program, act) => {
  program
    .command('logout')
    .description('Forget everybody who signed in at this API')
    .addHelpText('after', examples(['logout', '']))
    .action(
      act(async (session: Session) => {
        const { api, io } = session;
        const credentials = new Credentials(io, api.url);
        const everybody = credentials.all();
        credentials.forgetAll();
        for (const { provider, tokens } of everybody) {
          if (tokens.refreshToken === null) continue;
          await revoke(provider, tokens.refreshToken).catch(() =>
            session.remark(`${provider.issuer} could not be told; it will let the sign-in end by itself.`),
          );
        }
        session.show({ signedOut: everybody.length }, () =>
          everybody.length === 0 ? 'Nobody was signed in.' : `Nobody is signed in at ${api.url.href} any longer.`,
        );
        return EXIT.ok;
      }),
    );
};

export const whoamiCommand: CommandFile = (program, act) => {
  program
    .command('whoami')
    .description('Who you are to the API, and what you may do')
    .addHelpText('after', examples(['whoami', ''], ['whoami --as contoso-ops', 'a person of the demonstration']))
    .action(
      act(async (session: Session) => {
        const { body } = await session.api.call(ROUTES.me);
        session.show(body, () => meText(body));
        return EXIT.ok;
      }),
    );
};

export const tokenCommand: CommandFile = (program, act) => {
  program
    .command('token')
    .description('Print an access token of whoever you are, for other programs')
    .addHelpText('after', examples(['token', ''], ['token --as contoso-ops', 'of a person of the demonstration']))
    .action(
      act(async (session: Session) => {
        // Asks first, so that what is printed is one that the API takes.
        await session.api.call(ROUTES.me);
        const token = await session.api.bearer.token();
        session.show({ token }, () => token ?? '');
        return EXIT.ok;
      }),
    );
};

async function providerOf(api: ApiClient): Promise<ProviderPlace> {
  const { body } = await api.asNobody().call(ROUTES.protectedResource);
  const { authorization_servers: servers, demarc_cli: cli } = body;
  return { issuer: servers[0]!, clientId: cli.client_id, scope: cli.scope };
}

async function signInWithBrowser(provider: ProviderPlace, { io, remark }: Session): Promise<Tokens> {
  const loopback = await openLoopback();
  const timeUp = AbortSignal.timeout(WAITS_MIN * MINUTE_MS);
  let left = WAITS_MIN;
  const progress = setInterval(() => remark(`Still waiting, for ${(left -= 1)} more minutes.`), MINUTE_MS);
  try {
    const begun = await beginSignIn(provider, loopback.redirectUri);
    remark(`Open this address in a browser on this machine:\n\n  ${begun.url.href}\n`);
    remark(`Waiting for the sign-in, up to ${WAITS_MIN} minutes. Ctrl-C gives up.`);
    return await begun.finish(await loopback.cameBack(AbortSignal.any([io.stop, timeUp])));
  } catch (error) {
    if (!timeUp.aborted) throw error;
    throw new Failure(
      EXIT.refused,
      `Nobody signed in within ${WAITS_MIN} minutes.`,
      'Run `demarc login` again. Where no browser is, set DEMARC_TOKEN to an API key or an access token instead.',
    );
  } finally {
    clearInterval(progress);
    loopback.close();
  }
}
