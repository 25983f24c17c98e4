import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signInWithOneClick } from '@demarc/cli';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { DEMO_PEOPLE } from './demo-people.js';
import { type RunningSignInProvider, startSignInProvider } from './sign-in-provider.js';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
/** Of the example in RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const REDIRECT = 'http://127.0.0.1:49152/callback';

describe('the sign-in provider of the demonstration', () => {
  let dir: string;
  let provider: RunningSignInProvider;
  const start = () => startSignInProvider({ dir, port: 0, apiUrl: 'http://127.0.0.1:4780' });

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'demarc-people-'));
    provider = await start();
  });
  afterAll(async () => {
    await provider.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const authorize = (over: Record<string, string | null> = {}) => {
    const all = {
      client_id: 'demarc-cli',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: REDIRECT,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...over,
    };
    const said = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    return fetch(`${provider.issuer}/auth?${new URLSearchParams(said)}`, { redirect: 'manual' });
  };
  /** Follows a browser's way up to the code. */
  const codeFor = async (person: string): Promise<string> => {
    const cookies = new Map<string, string>();
    const go = async (answer: Response): Promise<URL> => {
      for (const cookie of answer.headers.getSetCookie()) cookies.set(...(cookie.split(/[=;]/) as [string, string]));
      return new URL(answer.headers.get('location')!, provider.issuer);
    };
    const cookie = () => ({ cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
    const page = await go(await authorize());
    const body = new URLSearchParams({ person });
    const next = await go(await fetch(page, { method: 'POST', body, headers: cookie(), redirect: 'manual' }));
    return (await go(await fetch(next, { headers: cookie(), redirect: 'manual' }))).searchParams.get('code')!;
  };
  const redeem = async (code: string, verifier = VERIFIER) => {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'demarc-cli',
      redirect_uri: REDIRECT,
      code,
      code_verifier: verifier,
    });
    const answer = await fetch(`${provider.issuer}/token`, { method: 'POST', body });
    return [answer.status, await answer.json()] as [number, Record<string, string>];
  };

  it.each(DEMO_PEOPLE)('signs $id in with one click, as the token for the api says', async (person) => {
    const { accessToken } = await signInWithOneClick(provider.issuer, person.id);
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys, {
      issuer: provider.issuer,
      audience: 'demarc-api',
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      sub: person.id,
      name: person.name,
      preferred_username: person.username,
      email: person.email,
      groups: person.groups,
    });
  });

  it('signs nobody else in', async () => {
    await expect(signInWithOneClick(provider.issuer, 'root')).rejects.toThrow('"root" is nobody');
  });

  it('wants PKCE, by SHA-256', async () => {
    for (const over of [
      { code_challenge: null, code_challenge_method: null },
      { code_challenge_method: 'plain' },
    ] as const) {
      const { headers } = await authorize(over);
      expect(headers.get('location')).toMatch(/callback\?error=invalid_request.*(PKCE|code_challenge_method)/);
    }
  });

  it('gives nothing for a wrong verifier, and for a code once', async () => {
    expect(await redeem(await codeFor('auditor'), 'x'.repeat(43))).toMatchObject([400, { error: 'invalid_grant' }]);
    const code = await codeFor('auditor');
    expect(await redeem(code)).toMatchObject([200, { token_type: 'Bearer' }]);
    expect(await redeem(code)).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it('sends nobody to where its clients are not', async () => {
    for (const redirect_uri of ['https://evil.example/callback', 'http://127.0.0.1:49152/elsewhere']) {
      const answer = await authorize({ redirect_uri });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      expect(await answer.text()).toContain('redirect_uri');
    }
    expect((await authorize({ client_id: 'demarc' })).status).toBe(400);
    expect((await authorize({ client_id: 'demarc', redirect_uri: 'http://127.0.0.1:4780/auth/callback' })).status).toBe(
      303,
    );
  });

  it('shows a page without scripts that may send to itself and back, and nowhere else', async () => {
    const first = await authorize();
    const cookie = first.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const page = await fetch(new URL(first.headers.get('location')!, provider.issuer), { headers: { cookie } });
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/127\.0\.0\.1:49152;/,
    );
    expect((await page.text()).match(/<button /g)).toHaveLength(DEMO_PEOPLE.length);
  });

  it('is not there under another name', async () => {
    const { port } = new URL(provider.issuer);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path: '/jwks', headers: { host: `evil.example:${port}` } });
      asked
        .on('response', (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('keeps keys and sign-ins over a restart, for its owner alone', async () => {
    const keysBefore = await (await fetch(`${provider.issuer}/jwks`)).json();
    const { refreshToken } = await signInWithOneClick(provider.issuer, 'contoso-ops');
    await provider.stop();
    provider = await start();
    expect(await (await fetch(`${provider.issuer}/jwks`)).json()).toEqual(keysBefore);
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'demarc-cli',
      refresh_token: refreshToken!,
    });
    const refreshed = await fetch(`${provider.issuer}/token`, { method: 'POST', body });
    expect(refreshed.status).toBe(200);
    for (const file of ['keys.json', 'signed-in.json']) expect(statSync(path.join(dir, file)).mode & 0o777).toBe(0o600);
  });
});
