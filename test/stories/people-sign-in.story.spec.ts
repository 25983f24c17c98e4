import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DEMO_ROLE_MAPPING, freePort } from '@demarc/local';
import { type RunningSignInProvider, startSignInProvider } from '@demarc/local/people';
import { browserOf } from '../harness/browser.js';
import { eventually } from '../harness/eventually.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Stack, startStack } from '../harness/stack.js';

const DEMARC = fileURLToPath(new URL('../../services/cli/bin/demarc.mjs', import.meta.url));

let stack: Stack;
let provider: RunningSignInProvider;
let api: ServiceProcess;
let folder: string;

beforeAll(async () => {
  stack = await startStack();
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-sign-in-'));
  const signInPort = await freePort();
  const people = {
    DEMARC_OIDC_ISSUER: `http://127.0.0.1:${signInPort}`,
    DEMARC_ROLE_MAPPING: DEMO_ROLE_MAPPING,
  };
  api = await ServiceProcess.start('api', { ...stack.env, ...people }, folder);
  provider = await startSignInProvider({ dir: path.join(folder, 'people'), port: signInPort, apiUrl: api.url });
  await api.ready();
  // What a running `npm start` says of itself.
  mkdirSync(path.join(folder, 'data'));
  const runtime = { urls: { api: api.url, people: provider.issuer } };
  writeFileSync(path.join(folder, 'data', 'runtime.json'), JSON.stringify(runtime));
});

afterAll(async () => {
  await api.stop();
  await provider.stop();
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `demarc` as a person has it in a terminal beside `npm start`. */
function demarc(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [DEMARC, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      DEMARC_DATA_DIR: path.join(folder, 'data'),
      ...more,
    },
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const result = Promise.all([text(child.stdout), ended]).then(([out, code]) => ({ code, out, err: said }));
  return { result, said: () => said };
}

const run = (args: readonly string[], more?: Readonly<Record<string, string>>) => demarc(args, more).result;

it('with a browser: to the provider, one click, and back to where it began', async () => {
  const browser = browserOf();
  const refused = await browser.get(`${api.url}/v1/me`);
  expect(refused.status).toBe(401);
  const page = await browser.get(`${api.url}/auth/sign-in?to=/v1/me`);
  expect(new URL(page.url).origin).toBe(provider.issuer);
  const me = await browser.send(page.url, { person: 'contoso-ops' });
  expect([me.url, JSON.parse(me.text)]).toEqual([
    `${api.url}/v1/me`,
    expect.objectContaining({
      name: 'robin.meijer',
      party: 'customer',
      roles: [{ role: 'customer-ops', tenants: ['contoso'], seesSecurity: true }],
    }),
  ]);
});

it('in a terminal beside npm start: as anybody of the demonstration, and it is said when nobody was named', async () => {
  expect(await run(['whoami', '--as', 'fabrikam-ops'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^customer\/lee\.chen\n\n {2}customer-ops on fabrikam\n/),
    err: '',
  });
  expect(await run(['whoami'], { DEMARC_AS: 'mmd-operations' })).toMatchObject({
    out: expect.stringContaining('mmd-operations on all tenants, without security incidents'),
  });
  expect(await run(['whoami'])).toMatchObject({
    out: expect.stringContaining('microsoft/lea.brandt'),
    err: expect.stringMatching(/^as soc-lead of the demonstration/),
  });
  expect(await run(['tenant', 'add', 'contoso', '--as', 'auditor'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('not permitted to keep-tenants'),
  });
});

it('in a terminal anywhere: with a browser, for all later commands, until it signs out', async () => {
  const elsewhere = { DEMARC_API_URL: api.url, DEMARC_DATA_DIR: '/nowhere' };
  expect(await run(['whoami'], elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining('demarc login') });

  const login = demarc(['login'], elsewhere);
  const address = await eventually('the address', () => /^ {2}(http\S+)$/m.exec(login.said())?.[1] ?? null);
  const browser = browserOf();
  const page = await browser.get(address);
  const done = await browser.send(page.url, { person: 'contoso-admin' });
  expect(done.text).toContain('can be closed');
  expect(await login.result).toMatchObject({ code: 0, out: expect.stringMatching(/^customer\/dana\.visser\n/) });

  expect(await run(['whoami'], elsewhere)).toMatchObject({ out: expect.stringContaining('customer-admin on contoso') });
  const file = path.join(folder, 'config', 'demarc', 'credentials.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  // An hour later: refreshed without a word.
  const kept = readFileSync(file, 'utf8');
  writeFileSync(file, kept.replaceAll(/"endsAt": \d+/g, '"endsAt": 1'));
  expect(await run(['whoami'], elsewhere)).toMatchObject({ code: 0, err: '' });
  const { login: renewed } = JSON.parse(readFileSync(file, 'utf8'))[`${api.url}/`];
  expect(renewed.tokens.endsAt).toBeGreaterThan(1);

  expect(await run(['logout'], elsewhere)).toMatchObject({ code: 0 });
  expect(await run(['whoami'], elsewhere)).toMatchObject({ code: 1 });
  // Whoever had copied the file has nothing either, once the token in it has ended.
  writeFileSync(file, kept.replaceAll(/"endsAt": \d+/g, '"endsAt": 1'));
  expect(await run(['whoami'], elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining('demarc login') });
});
