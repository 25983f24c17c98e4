import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate, openStore } from '@demarc/store';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { type FakeReceiver, startFakeReceiver } from '../harness/fake-receiver.js';
import { HttpDoor } from '../harness/http-door.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let servers: Servers;
let receiver: FakeReceiver;
let services: ServiceProcess[] = [];
beforeAll(async () => {
  [servers, receiver] = await Promise.all([startServers(), startFakeReceiver()]);
  const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'story' });
  await migrate(store);
  await store.destroy();
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, LOG_LEVEL: 'info' };
  const names = ['api', 'router', 'notifier'] as const;
  services = await Promise.all(names.map((name) => ServiceProcess.start(name, env, servers.folder)));
  await Promise.all(services.map((service) => service.ready()));
}, 60_000);
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await receiver.stop();
  await servers.stop();
});

type Line = Readonly<Record<string, unknown>>;

/** Waits for a line of a service's log that names all of these, and answers it. */
function lineOf(service: string, ...words: readonly string[]): Promise<Line> {
  return eventually(`a line of the ${service} with ${words.join(' and ')}`, () => {
    const lines = readFileSync(path.join(servers.folder, `${service}.log`), 'utf8').split('\n');
    const found = lines.find((line) => words.every((word) => line.includes(word)));
    return found ? (JSON.parse(found) as Line) : null;
  });
}

it('one event is followed through the logs of api, router and notifier', async () => {
  const http = new HttpDoor(services[0]!.url);
  await addProvider({ http, receiver });
  await addCustomer({ http, receiver }, 'contoso');
  const alert = defenderAlert(MMD_DEVICE);
  await http.post('/v1/tenants/contoso/hooks/graph-alert', alert);
  await receiver.waitFor(({ path: hook }) => hook.endsWith('/soc'));

  expect(await lineOf('api', alert.id)).toMatchObject({ service: 'api', msg: 'event accepted', tenant: 'contoso' });
  const routed = await lineOf('router', alert.id, 'routed');
  expect(routed).toMatchObject({ service: 'router', opened: 1, events: [{ sourceEventId: alert.id }] });
  const [{ eventId }] = routed['events'] as [{ eventId: string }];
  expect(await lineOf('notifier', alert.id, 'webhook')).toMatchObject({
    service: 'notifier',
    eventId,
    sourceEventId: alert.id,
    outcome: 'sent',
    tenant: 'contoso',
  });
  for (const { crashes } of services) expect(crashes).toEqual([]);
});
