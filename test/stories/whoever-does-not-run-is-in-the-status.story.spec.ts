import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StatusBody } from '@demarc/contracts';
import { migrate, openStore } from '@demarc/store';
import { report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { HttpDoor } from '../harness/http-door.js';
import { type ServiceName, ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';

let servers: Servers;
let http: HttpDoor;
const running: ServiceProcess[] = [];
const run = async (name: ServiceName, as: string = name): Promise<ServiceProcess> => {
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, LOG_LEVEL: 'warn' };
  const service = await ServiceProcess.start(name, env, path.join(servers.folder, as));
  running.push(service);
  await service.ready();
  return service;
};
let api: ServiceProcess;
let router: ServiceProcess;
beforeAll(async () => {
  servers = await startServers();
  const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'story' });
  await migrate(store);
  await store.destroy();
  [api, router] = (await Promise.all([run('api'), run('router'), run('notifier')])) as [
    ServiceProcess,
    ServiceProcess,
    ServiceProcess,
  ];
  http = new HttpDoor(api.url);
}, 120_000);
afterAll(async () => {
  for (const service of running) await service.stop();
  await servers?.stop();
}, 60_000);

/** The status once it looks like this. */
const status = (what: string, look: (body: StatusBody) => boolean): Promise<StatusBody> =>
  eventually(what, async () => {
    const { body } = await http.get<StatusBody>('/v1/status');
    return look(body) && body;
  });
const names = ({ services }: StatusBody) => services.map(({ name }) => name);

it('all that runs is in the status, as the processes they are', async () => {
  const { services, warnings } = await status('all three', (body) => body.services.length === 3);
  expect(services).toEqual(
    (['api', 'router', 'notifier'] as const).map((name) => ({
      name,
      instance: expect.stringMatching(/^\w{22}$/),
      version: '0.1.0',
      startedAt: expect.stringMatching(/^2\d{3}-/),
      ready: true,
    })),
  );
  expect(warnings).toEqual([]);
  await run('router', 'router-2');
  await status('both routers', (body) => names(body).join() === 'api,router,router,notifier');
  const { out } = await runDemarc(api.url, ['status']);
  expect(out.match(/^router +ready +0\.1\.0/gm)).toHaveLength(2);
}, 60_000);

it('killed routers are missed within seconds, and well again once one runs', async () => {
  const second = running.at(-1)!;
  const before = (await status('both routers', (body) => body.services.length === 4)).services;
  await second.kill();
  // One of two is no loss of the service.
  const { warnings } = await status('one of them to be gone', (body) => body.services.length === 3);
  expect(warnings).toEqual([]);
  await router.kill();
  const without = await status('the other to be gone', (body) => names(body).join() === 'api,notifier');
  expect(without.warnings).toEqual([expect.stringMatching(/^No router answers: nothing is being decided/)]);
  const { out } = await runDemarc(api.url, ['status']);
  expect(out).toMatch(/^router +no answer/m);
  expect(out).toContain('No router answers');

  await router.start();
  const after = await status(
    'the router',
    (body) => body.services.length === 3 && body.services.every(({ ready }) => ready),
  );
  expect(after.warnings).toEqual([]);
  const instances = (services: StatusBody['services']) =>
    services.filter(({ name }) => name === 'router').map(({ instance }) => instance);
  expect(instances(before)).not.toContain(instances(after.services)[0]);
}, 90_000);

it('with permissions of NATS from before, all start and work, and each says once that it cannot answer', async () => {
  const accounts = path.join(servers.folder, 'nats-users', 'accounts.conf');
  const now = readFileSync(accounts, 'utf8');
  const before = now.replace(/, "(?:\$SRV\.|_INBOX\.(?:api|operator)\.services)[^"]*"/g, '');
  expect(before).not.toContain('$SRV');
  writeFileSync(accounts, before);
  const all = running.filter(({ pid }) => pid > 0);
  for (const service of all) await service.stop();
  await servers.nats().stop();
  await servers.restartNats();
  for (const service of all) await service.start();
  for (const service of all) await service.ready();

  const { services, warnings } = await status('the status to say so', (body) => body.services.length === 0);
  expect([services, warnings]).toEqual([[], [expect.stringContaining('NATS does not let the api ask')]]);
  await http.post('/v1/tenants', { tenant: 'contoso', name: 'Contoso' });
  const hook = await http.post<{ eventId: string }>(
    '/v1/tenants/contoso/hooks/incident',
    report({ title: 'Printer on the third floor jams', area: 'printing' }),
  );
  expect(hook.status).toBeLessThan(300);
  await eventually('it to be decided', async () => {
    const { body } = await http.get<{ items: readonly unknown[] }>('/v1/incidents');
    return body.items.length > 0;
  });
  const said = (name: string): number =>
    readFileSync(path.join(servers.folder, name, `${name}.log`), 'utf8').match(
      /NATS does not let \w+ say that it runs/g,
    )?.length ?? 0;
  expect(['api', 'router', 'notifier'].map(said)).toEqual([1, 1, 1]);

  // Written anew and read again by the server, nobody needs to be started again.
  writeFileSync(accounts, now);
  process.kill(servers.nats().pid, 'SIGHUP');
  const again = await status('all to be in the status', (body) => body.services.length === 3);
  expect(again.warnings).toEqual([]);
}, 120_000);
