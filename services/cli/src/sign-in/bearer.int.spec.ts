import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Answers, refuse, reply, runCli, startStandIn } from '../stand-in.fixture.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

/** Now, as the specs' clock has it. */
const NOW_MS = Date.parse('2026-11-22T10:12:00Z');
const ME = { kind: 'person', id: 'd', name: 'dana', party: 'customer', roles: [], permissions: {} };

describe('who asks', () => {
  let folder: string;
  let provider: StandIn;
  let api: StandIn;
  /** The only token that the api takes. */
  let good: string;

  const apiAnswers: Answers = {
    'GET /v1/me': ({ headers }, response) =>
      headers.authorization === `Bearer ${good}` ? reply(response, ME) : refuse(response, 'who-are-you', 'Who?'),
  };
  const providerAnswers: Answers = {
    'GET /.well-known/openid-configuration': (_, response) =>
      reply(response, { issuer: provider.url, token_endpoint: `${provider.url}/token` }),
    'POST /token': ({ body }, response) =>
      new URLSearchParams(body).get('refresh_token') === 'r1'
        ? reply(response, { access_token: 'fresh', token_type: 'bearer', expires_in: 900, refresh_token: 'r2' })
        : reply(response, { error: 'invalid_grant' }, {}, 400),
  };

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'demarc-bearer-'));
    [provider, api] = await Promise.all([startStandIn(providerAnswers), startStandIn(apiAnswers)]);
    good = 'kept';
  });
  afterEach(async () => {
    await Promise.all([provider.close(), api.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const file = () => path.join(folder, 'demarc', 'credentials.json');
  const signedIn = (endsAt: number, refreshToken: string | null = 'r1') => {
    mkdirSync(path.dirname(file()));
    const place = { issuer: provider.url, clientId: 'demarc-cli', scope: 'openid' };
    const login = { provider: place, tokens: { accessToken: 'kept', refreshToken, endsAt } };
    writeFileSync(file(), JSON.stringify({ [`${api.url}/`]: { login } }));
  };
  const whoami = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
    const all = { DEMARC_API_URL: api.url, DEMARC_DATA_DIR: folder, XDG_CONFIG_HOME: folder, ...env };
    return runCli(api.url, ['whoami', ...args], { env: all });
  };
  const sent = () => api.asked.map(({ headers }) => headers.authorization);

  it('is who signed in, and whoever has a token before that', async () => {
    signedIn(NOW_MS + 60_000);
    expect(await whoami()).toMatchObject({ code: 0, out: expect.stringMatching(/^customer\/dana\n/) });
    good = 'k1';
    expect(await whoami([], { DEMARC_TOKEN: ' k1 ' })).toMatchObject({ code: 0 });
    expect(sent()).toEqual(['Bearer kept', 'Bearer k1']);
  });

  it('is at another API somebody else', async () => {
    signedIn(NOW_MS + 60_000);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(api.url, 'http://127.0.0.1:9'));
    expect(await whoami()).toMatchObject({ code: 1, err: expect.stringContaining('demarc login') });
    expect(sent()).toEqual([undefined]);
  });

  it.each([
    ['ends in a moment', NOW_MS + 10_000, ['Bearer fresh']],
    ['is refused before its time', NOW_MS + 600_000, ['Bearer kept', 'Bearer fresh']],
  ])('gets a new token for one that %s, and keeps it for its owner alone', async (_, endsAt, tokens) => {
    signedIn(endsAt);
    good = 'fresh';
    expect(await whoami()).toMatchObject({ code: 0, err: '' });
    expect(sent()).toEqual(tokens);
    expect(JSON.parse(readFileSync(file(), 'utf8'))[`${api.url}/`].login.tokens).toMatchObject({
      accessToken: 'fresh',
      refreshToken: 'r2',
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each([['r0'], [null]])('signs in again when the provider takes the refresh token %s no longer', async (token) => {
    signedIn(NOW_MS, token);
    good = 'fresh';
    expect(await whoami()).toMatchObject({ code: 1, err: expect.stringContaining('demarc login') });
  });

  it('is nobody by their word', async () => {
    const wordless = await whoami(['--as', 'microsoft/alex']);
    expect(wordless).toMatchObject({ code: 2, err: expect.stringContaining('demarc login') });
    const elsewhere = await whoami(['--as', 'soc-lead']);
    expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining('DEMARC_TOKEN') });
    expect(sent()).toEqual([]);
  });
});
