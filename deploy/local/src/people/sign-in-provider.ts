import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { findDemoPerson } from './demo-people.js';
import { KeptSignIns } from './kept-sign-ins.js';
import { keptProviderKeys } from './provider-keys.js';
import { providerSettings } from './provider-settings.js';
import { type Page, plainPage, signInPage } from './sign-in-page.js';

export interface SignInProviderOptions {
  /** Where keys and sign-ins are kept; made when missing. */
  readonly dir: string;
  /** 0: any. */
  readonly port: number;
  readonly apiUrl: string;
}

export interface RunningSignInProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** Never another: whoever reaches it can be anybody of the demonstration. */
const HOST = '127.0.0.1';
const MOST_OF_A_CLICK = 1_000;
const SIGN_IN = /^\/sign-in\/[\w-]{1,64}$/;

/**
 * Starts the OpenID provider of the demonstration on the loopback interface: everybody is one click away.
 * `GET /health/ready` is 200.
 *
 * @throws when the port cannot be had
 */
export async function startSignInProvider({
  dir,
  port,
  apiUrl,
}: SignInProviderOptions): Promise<RunningSignInProvider> {
  const keys = await keptProviderKeys(dir);
  const kept = new KeptSignIns(dir);
  let handle = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const host = `${HOST}:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const provider = new Provider(issuer, providerSettings({ apiUrl, keys, kept }));
  provider.on('server_error', (_, error) => console.error(error));
  const others = provider.callback();
  handle = (request, response) => {
    const path = request.url ?? '/';
    // A name that leads here is not this provider: with it, a page of another site could click for its visitor.
    if (request.headers.host !== host) send(response, 421, plainPage('Not here', `This is ${issuer} and no other.`));
    else if (path === '/health/ready') response.writeHead(200).end('ready\n');
    else if (!SIGN_IN.test(path)) void others(request, response);
    else
      signIn(provider, request, response).catch((error: Error) =>
        send(response, 400, plainPage('This sign-in is over', `${error.message}. Begin again where you came from.`)),
      );
  };
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `GET` shows everybody, `POST` is the click. */
async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST')
    return send(response, 200, signInPage(request.url!, new URL(String(params['redirect_uri'])).origin));
  const clicked = new URLSearchParams((await text(request)).slice(0, MOST_OF_A_CLICK)).get('person') ?? '';
  const person = findDemoPerson(clicked);
  if (!person) throw new Error(`"${clicked}" is nobody of the demonstration`);
  await provider.interactionFinished(request, response, { login: { accountId: person.id } });
}

function send(response: ServerResponse, status: number, { html, headers }: Page): void {
  response.writeHead(status, { ...headers }).end(html);
}
