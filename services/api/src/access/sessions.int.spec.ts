import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import { SESSION_COOKIE } from '@demarc/contracts';
import { type RunningService, readConfig } from '@demarc/runtime';
import { freePort } from '@demarc/local';
import { codeFor } from '../../../../test/harness/people.js';
import { type TestApi, startTestApi } from '../../fixtures/an-api.js';
import { apiConfig } from '../config.js';
import { startApi } from '../start-api.js';
import { Sealer } from './sealer.js';

const SECRET = 'a secret of sessions that no database has';
const MOST_A_BROWSER_KEEPS = 4_096;
const ROBIN = { sub: 'robin', name: 'Robin Meijer', roles: ['customer-ops'], tenant: 'contoso' };
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let api: TestApi;
let folder: string;
const others: RunningService[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-sessions-'));
  api = await startTestApi({ DEMARC_SESSION_SECRET: SECRET });
}, 60_000);
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** One more on the same servers. */
async function another(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  const started = await startApi(readConfig(apiConfig, { ...api.env, ...env }));
  others.push(started);
  return started;
}

/** What a browser is answered as it comes back from the provider, which says this of it. */
async function cameBack(claims: object, at: string = api.service.url, headers: object = HTML): Promise<Response> {
  const begun = await fetch(`${at}/auth/sign-in?to=/queue`, { redirect: 'manual' });
  const { searchParams } = new URL(begun.headers.get('location')!);
  const code = codeFor({ ...claims, nonce: searchParams.get('nonce')! });
  const cookie = begun.headers.get('set-cookie')!.split(';')[0]!;
  const back = new URLSearchParams({ code, state: searchParams.get('state')!, iss: api.env['DEMARC_OIDC_ISSUER']! });
  return fetch(`${at}/auth/callback?${back}`, { redirect: 'manual', headers: { ...headers, cookie } });
}

const sessionIn = (answer: Response): string =>
  answer.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`)) ?? '';
const me = (session: string, at: string = api.service.url): Promise<Response> =>
  fetch(`${at}/v1/me`, { headers: { cookie: session.split(';')[0]! } });

describe('a session', () => {
  it('holds in every api of the same secret, also in one that was started since, and in no other', async () => {
    const session = sessionIn(await cameBack(ROBIN));
    expect(await (await me(session)).json()).toMatchObject({ name: 'Robin Meijer', party: 'customer' });
    expect((await me(session, (await another()).url)).status).toBe(200);
    const ofAnother = await another({ DEMARC_SESSION_SECRET: `another ${SECRET}` });
    expect((await me(session, ofAnother.url)).status).toBe(401);
  });

  it('is not made with anything that stands in the database', async () => {
    const [row] = await api.store.query<{ secret: string }[]>('select secret from link_secrets');
    const lead = { sub: 'eve', roles: ['soc-lead'] };
    const forged = await new Sealer(row!.secret).seal('session', lead, 600);
    expect((await me(`${SESSION_COOKIE}=${forged}`)).status).toBe(401);
    // So that it is refused for its secret alone.
    const sealed = await new Sealer(SECRET).seal('session', lead, 600);
    expect((await me(`${SESSION_COOKIE}=${sealed}`)).status).toBe(200);
  });

  it('of somebody of 500 groups is kept by a browser, and is theirs', async () => {
    const groups = Array.from({ length: 500 }, () => crypto.randomUUID());
    const session = sessionIn(await cameBack({ ...ROBIN, groups, roles: [...groups, ...ROBIN.roles] }));
    expect(session.length).toBeGreaterThan(0);
    expect(session.length).toBeLessThan(MOST_A_BROWSER_KEEPS);
    const known = (await (await me(session)).json()) as { roles: unknown };
    expect(known.roles).toEqual([{ role: 'customer-ops', tenants: ['contoso'], seesSecurity: true }]);
  });

  it('of more groups that matter than a browser keeps is not begun, and it is said why', async () => {
    const groups = Array.from({ length: 200 }, () => crypto.randomUUID());
    const file = path.join(folder, 'many.json');
    const rules = groups.map((group) => ({ when: { groups: group }, role: 'customer-ops', tenant: 'contoso' }));
    writeFileSync(file, JSON.stringify({ rules }));
    const { url } = await another({ DEMARC_ROLE_MAPPING: file });
    const answer = await cameBack({ sub: 'robin', groups }, url, {});
    expect([answer.status, sessionIn(answer)]).toEqual([403, '']);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('than a browser can keep') });
  });

  test.each([
    [{}, 480 * 60],
    [{ DEMARC_SESSION_MINUTES: '5' }, 300],
  ])('lasts as long as %o says', async (env, seconds) => {
    const { url } = await another(env);
    expect(sessionIn(await cameBack(ROBIN, url))).toContain(`Max-Age=${seconds};`);
  });
});

describe('a sign-in that comes to nothing is told a person on a page', () => {
  const shown = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-`);
    return answer.text();
  };

  it('that came back too late, or by Back', async () => {
    const at = `${api.service.url}/auth/callback?code=x&state=y`;
    const answer = await fetch(at, { redirect: 'manual', headers: HTML });
    expect(answer.status).toBe(401);
    expect(await shown(answer)).toContain('<a href="/auth/sign-in?to=%2F">Sign in again</a>');
    const french = await fetch(at, { headers: { ...HTML, 'accept-language': 'fr-FR' } });
    expect(await shown(french)).toContain('>Se reconnecter</a>');
    expect((await fetch(at)).headers.get('content-type')).toContain('application/problem+json');
  });

  it('of somebody without a role, who comes back to where they wanted to go', async () => {
    const answer = await cameBack({ sub: 'nobody', name: '<b>No Body' });
    expect([answer.status, sessionIn(answer)]).toEqual([403, '']);
    const html = await shown(answer);
    expect(html).toContain('&lt;b&gt;No Body signed in, and no rule of the role mapping gives them a role');
    expect(html).toContain('<a href="/auth/sign-in?to=%2Fqueue">Sign in again</a>');
  });

  it('whose provider is away', async () => {
    const { url } = await another({ DEMARC_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}` });
    const answer = await fetch(`${url}/auth/sign-in?to=/queue`, { redirect: 'manual', headers: HTML });
    expect(answer.status).toBe(503);
    expect(await shown(answer)).toContain('cannot be reached');
  });
});
