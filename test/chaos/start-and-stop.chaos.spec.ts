import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signInWithOneClick } from '@demarc/cli';
import { SETTINGS, freePort } from '@demarc/local';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { HttpDoor } from '../harness/http-door.js';
import { NpmStart, stillRunning } from '../harness/npm-start.js';

const TITLE = 'It was there before the stop';
/** Far more than the ten seconds that are promised on an idle machine: this file is about what is kept, not how fast. */
const WARM_START_BOUND_S = 90;
const START_BUDGET_MS = 200_000;

let folder: string;
let env: NodeJS.ProcessEnv;
let running: NpmStart | undefined;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-start-'));
  env = { DEMARC_DATA_DIR: path.join(folder, 'data'), DATABASE_URL: '', NATS_URL: '' };
  for (const { name, kind } of SETTINGS) if (kind === 'port') env[name] = String(await freePort());
});

afterAll(async () => {
  await running?.interrupt();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function start(...args: string[]): Promise<number> {
  running = new NpmStart(env, args);
  return running.ready();
}

/** Ctrl-C, and a look at who is left. */
async function stop(): Promise<{ code: number | null; left: readonly string[] }> {
  const was = running!.runtime();
  const code = await running!.interrupt();
  running = undefined;
  return { code, left: stillRunning(was) };
}

/** A person of the demonstration, who signs in at the provider that was started too. */
async function operations(): Promise<Record<string, string>> {
  const { accessToken } = await signInWithOneClick(running!.runtime().urls['people']!, 'mmd-operations');
  return { authorization: `Bearer ${accessToken}` };
}

async function incidents(): Promise<number> {
  const http = new HttpDoor(running!.runtime().urls['api']!);
  const { status, body } = await http.get<{ items: { title: string }[] }>(
    '/v1/incidents?tenant=contoso',
    await operations(),
  );
  // After a reset there is not even the tenant.
  return status === 404 ? 0 : body.items.filter(({ title }) => title === TITLE).length;
}

it(
  'the first start brings everything up, takes an event, and Ctrl-C leaves no process',
  async () => {
    const seconds = await start('--empty');
    const { urls } = running!.runtime();
    for (const service of ['api', 'router', 'notifier'])
      expect((await fetch(`${urls[service]}/health/ready`)).status).toBe(200);
    const http = new HttpDoor(urls['api']!);
    const as = await operations();
    expect((await http.post('/v1/tenants', { tenant: 'contoso', name: 'Contoso' }, as)).status).toBe(201);
    const report = { title: TITLE, source: 'start-and-stop', dedupKey: 'one', area: 'network' };
    expect((await http.post('/v1/tenants/contoso/hooks/incident', report, as)).status).toBe(202);
    await eventually('the incident to be listed', async () => (await incidents()) === 1);
    expect(await stop()).toEqual({ code: 0, left: [] });
    console.log(`first start: ${seconds.toFixed(1)} s`);
  },
  START_BUDGET_MS,
);

it(
  'a warm start has all data',
  async () => {
    const seconds = await start('--empty');
    console.log(`warm start: ${seconds.toFixed(1)} s`);
    expect(await incidents()).toBe(1);
    expect(seconds).toBeLessThan(WARM_START_BOUND_S);
  },
  START_BUDGET_MS,
);

it(
  'after kill -9 of the supervisor the next start cleans up, and has all data',
  async () => {
    const left = running!.runtime();
    await running!.killSupervisor();
    const seconds = await start('--empty');
    console.log(`start after kill -9: ${seconds.toFixed(1)} s`);
    expect(stillRunning(left)).toEqual([]);
    expect(await incidents()).toBe(1);
    expect(await stop()).toEqual({ code: 0, left: [] });
  },
  START_BUDGET_MS,
);

it(
  '--reset --yes begins with nothing',
  async () => {
    await start('--empty', '--reset', '--yes');
    expect(await incidents()).toBe(0);
    expect(await stop()).toEqual({ code: 0, left: [] });
  },
  START_BUDGET_MS,
);
