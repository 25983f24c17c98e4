import { RUNNING_SERVICES, type RunningServiceName, type ServiceAnswer, rollCallInboxOf } from '@demarc/contracts';
import { Health, type NatsConnection, ServiceResponder, connectBus, createLog, systemClock } from '@demarc/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { eventually } from '../../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { asService } from '../../../../test/harness/service-roles.js';
import { RollCall } from './roll-call.js';

const log = createLog('spec', 'silent');
const connections: NatsConnection[] = [];
const responders: ServiceResponder[] = [];
let servers: Servers;
let rollCall: RollCall;
let operator: NatsConnection;

async function reach(url: string): Promise<NatsConnection> {
  const connection = await connectBus(url, 'spec');
  connections.push(connection);
  return connection;
}

async function respond(name: RunningServiceName, problem: () => string | null = () => null): Promise<ServiceResponder> {
  const connection = await reach(asService(name, { NATS_URL: servers.natsUrl }).NATS_URL);
  const health = new Health(log);
  health.require('something', problem);
  const responder = new ServiceResponder({ name, connection, health, clock: systemClock, log });
  responders.push(responder);
  responder.start();
  await connection.flush();
  return responder;
}

beforeAll(async () => {
  servers = await startServers();
  operator = await reach(servers.natsUrl);
  rollCall = new RollCall(await reach(asService('api', { NATS_URL: servers.natsUrl }).NATS_URL), log);
  for (const name of RUNNING_SERVICES) await respond(name);
}, 60_000);
afterAll(async () => {
  for (const responder of responders) responder.stop();
  await Promise.all(connections.map((connection) => connection.close()));
  await servers?.stop();
});

it('many readers at once cost one question', async () => {
  let asked = 0;
  operator.subscribe('$SRV.>', { callback: () => void (asked += 1) });
  await operator.flush();
  const rolls = await Promise.all(Array.from({ length: 20 }, () => rollCall.call()));
  expect(rolls.map(({ services }) => services.map(({ name }) => name))).toEqual(rolls.map(() => [...RUNNING_SERVICES]));
  await operator.flush();
  expect(asked).toBe(1);
});

it('knows each instance, and which of them can take work', async () => {
  await respond('router', () => 'its database is away');
  const { services } = await eventually('both routers', async () => {
    const roll = await rollCall.call();
    return roll.services.length === 4 && roll;
  });
  expect(services.map(({ name, ready }) => `${name} ${ready}`)).toEqual([
    'api true',
    'router true',
    'router false',
    'notifier true',
  ]);
  expect(new Set(services.map(({ instance }) => instance)).size).toBe(4);
});

it('an instance whose checks hang is there, and cannot take work', async () => {
  const connection = await reach(asService('notifier', { NATS_URL: servers.natsUrl }).NATS_URL);
  const health = new Health(log);
  health.require('database', () => new Promise(() => undefined));
  const hanging = new ServiceResponder({ name: 'notifier', connection, health, clock: systemClock, log });
  responders.push(hanging);
  hanging.start();
  const { services } = await eventually('both notifiers', async () => {
    const roll = await rollCall.call();
    return roll.services.filter(({ name }) => name === 'notifier').length === 2 && roll;
  });
  expect(services.filter(({ name }) => name === 'notifier').map(({ ready }) => ready)).toEqual([true, false]);
});

it('answers the other questions of the protocol, to all, to a name and to one instance', async () => {
  const { host, username: user, password: pass } = new URL(servers.natsUrl);
  const inboxPrefix = rollCallInboxOf('operator');
  const asking = await connect({ servers: host, user, pass, inboxPrefix });
  connections.push(asking);
  const ask = async (subject: string, most: number): Promise<readonly ServiceAnswer[]> => {
    const answers: ServiceAnswer[] = [];
    const asked = { maxWait: 5_000, maxMessages: most, strategy: 'count' } as const;
    for await (const answer of await asking.requestMany(subject, '', asked)) answers.push(answer.json<ServiceAnswer>());
    return answers;
  };
  expect(new Set((await ask('$SRV.PING', 5)).map(({ name }) => name))).toEqual(new Set(RUNNING_SERVICES));
  const [api] = await ask('$SRV.INFO.api', 1);
  expect(api).toMatchObject({ type: 'io.nats.micro.v1.info_response', name: 'api', version: '0.1.0', endpoints: [] });
  const [same] = await ask(`$SRV.STATS.api.${api!.id}`, 1);
  expect(same).toMatchObject({ type: 'io.nats.micro.v1.stats_response', id: api!.id, metadata: { ready: 'yes' } });
});

it('whoever has stopped is gone from the next call', async () => {
  for (const responder of responders.splice(3)) responder.stop();
  await eventually('three of them', async () => (await rollCall.call()).services.length === 3);
});
