import { Failure, usage } from '../failure.js';
import type { Io } from '../io.js';
import type { Settings } from '../settings.js';
import { type Credential, Credentials, SIGNED_IN } from './credentials.js';
import { signInWithOneClick } from './one-click.js';
import { type ProviderPlace, refresh } from './provider.js';

/** Says who asks, by what stands behind `Bearer` in a request. */
export interface Bearer {
  /** Null: nobody has signed in. */
  token(): Promise<string | null>;
  /** Another one, after the API did not take that; null when there is none. */
  another(): Promise<string | null>;
}

/** Who acts under `npm start` when nobody was named: sees and works everything, and is sure to exist. */
const IMPLIED = 'soc-lead';
/** A token that ends this soon may end on its way. */
const TOO_SOON_MS = 30_000;

/**
 * Who asks: DEMARC_TOKEN, else the person of the demonstration that `--as` names, else who signed in with
 * `demarc login`, else, with an API that `npm start` runs, somebody of the demonstration, which is said.
 *
 * @throws a usage failure when `--as` names what it cannot
 */
export function bearerOf({ apiUrl, token, person, demoIssuer }: Settings, io: Io): Bearer {
  if (token !== null) return fixed(token);
  const credentials = new Credentials(io, apiUrl);
  if (person?.includes('/'))
    throw usage(
      `--as "${person}": nobody is believed to be who they say any longer.`,
      'Sign in with `demarc login`, or name a person of the demonstration, such as --as soc-lead or --as contoso-ops.',
    );
  if (person !== null) {
    if (demoIssuer === null)
      throw usage(
        `--as signs in people of the demonstration, and no \`npm start\` with them runs here for ${apiUrl.href}.`,
        'Sign in with `demarc login`, or set DEMARC_TOKEN to an access token or an API key.',
      );
    return demoPerson(person, demoIssuer, credentials, io);
  }
  const signedIn = credentials.find(SIGNED_IN);
  if (signedIn) return refreshing(signedIn, credentials, io);
  if (demoIssuer === null) return fixed(null);
  const implied = demoPerson(IMPLIED, demoIssuer, credentials, io);
  const say = once(() =>
    io.err(`as ${IMPLIED} of the demonstration (--as or DEMARC_AS names another person, \`demarc login\` yourself)\n`),
  );
  return { ...implied, token: () => (say(), implied.token()) };
}

function once(what: () => void): () => void {
  let done = false;
  return () => {
    if (!done) what();
    done = true;
  };
}

const fixed = (token: string | null): Bearer => ({ token: async () => token, another: async () => null });

/** Signs in again whenever what is kept no longer holds: it takes one click, and nobody has to be asked. */
function demoPerson(person: string, issuer: string, credentials: Credentials, io: Io): Bearer {
  const signIn = async (): Promise<string> => {
    const tokens = await signInWithOneClick(issuer, person);
    const provider: ProviderPlace = { issuer, clientId: 'demarc-cli', scope: '' };
    credentials.keep(person, { provider, tokens });
    return tokens.accessToken;
  };
  return {
    token: async () => {
      const kept = credentials.find(person);
      return kept?.provider.issuer === issuer && holds(kept, io) ? kept.tokens.accessToken : signIn();
    },
    another: signIn,
  };
}

function refreshing(signedIn: Credential, credentials: Credentials, io: Io): Bearer {
  const renew = async ({ provider, tokens }: Credential): Promise<string | null> => {
    if (tokens.refreshToken === null) return null;
    try {
      const fresh = await refresh(provider, tokens);
      credentials.keep(SIGNED_IN, { provider, tokens: fresh });
      return fresh.accessToken;
    } catch (error) {
      // Another command may have been first, with a refresh token that holds once.
      const now = credentials.find(SIGNED_IN);
      if (now && now.tokens.accessToken !== tokens.accessToken) return now.tokens.accessToken;
      if (error instanceof Failure && error.exitCode === 1) return null;
      throw error;
    }
  };
  return {
    token: async () => (holds(signedIn, io) ? signedIn.tokens.accessToken : renew(signedIn)),
    another: () => renew(credentials.find(SIGNED_IN) ?? signedIn),
  };
}

const holds = ({ tokens }: Credential, io: Io): boolean => tokens.endsAt - TOO_SOON_MS > io.now().getTime();
