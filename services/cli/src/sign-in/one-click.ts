import { EXIT } from '../exit-code.js';
import { Failure, usage } from '../failure.js';
import { beginSignIn } from './provider.js';
import type { Tokens } from './tokens.js';

/** Nothing listens there: the walk ends when it is sent to it. */
const REDIRECT_URI = 'http://127.0.0.1/callback';
const MOST_STEPS = 10;
const BUTTON = /<button name="person" value="([\w-]+)"/g;

/**
 * Signs a person of the demonstration in at the provider that `npm start` runs, as a browser does: to its page, one
 * click, and back with a code.
 *
 * @throws Failure when there is nobody of that name, naming those there are
 */
export async function signInWithOneClick(issuer: string, person: string): Promise<Tokens> {
  const place = { issuer, clientId: 'demarc-cli', scope: 'openid profile email offline_access' };
  const { url, finish } = await beginSignIn(place, REDIRECT_URI);
  const cookies = new Map<string, string>();
  let next: { readonly url: URL; readonly click?: string } = { url };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const response = await visit(next.url, cookies, next.click);
    const location = response.headers.get('location');
    if (location !== null) {
      next = { url: new URL(location, next.url) };
      if (next.url.href.startsWith(REDIRECT_URI)) return finish(next.url);
      continue;
    }
    const people = [...(await response.text()).matchAll(BUTTON)].map(([, id]) => id!);
    if (people.length === 0) break;
    if (!people.includes(person))
      throw usage(`--as "${person}" is nobody of the demonstration.`, `There are ${people.join(', ')}.`);
    next = { url: next.url, click: person };
  }
  throw new Failure(EXIT.refused, `${issuer} does not sign people in with one click.`, 'Sign in with `demarc login`.');
}

async function visit(url: URL, cookies: Map<string, string>, click?: string): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(click !== undefined && { method: 'POST', body: new URLSearchParams({ person: click }) }),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== undefined) cookies.set(name, value!);
  }
  return response;
}
