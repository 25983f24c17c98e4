import { apiConfig, startApi } from '@demarc/api';
import { HttpDoor } from './http-door.js';
import { type RunningNotifier, notifierConfig, startNotifier } from '@demarc/notifier';
import { routerConfig, startRouter } from '@demarc/router';
import { type NatsConnection, type RunningService, connectBus, publisherOf, readConfig } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { type FakeMailbox, startFakeMailbox } from './fake-mailbox.js';
import { type FakeReceiver, startFakeReceiver } from './fake-receiver.js';
import { testIssuer } from './people.js';
import { PushedClock } from './pushed-clock.js';
import { type Servers, startServers } from './servers.js';
import { asService } from './service-roles.js';

const PUBLISH_TIMEOUT_MS = 5_000;

/** All of Demarc in this process, on real servers, with a fake receiver and mailbox at its far edge. */
export interface Stack {
  readonly servers: Servers;
  readonly clock: PushedClock;
  readonly store: DataSource;
  readonly bus: NatsConnection;
  readonly receiver: FakeReceiver;
  readonly mailbox: FakeMailbox;
  readonly http: HttpDoor;
  readonly notifier: RunningNotifier;
  readonly router: RunningService;
  readonly apiUrl: string;
  readonly urls: Readonly<Record<'api' | 'router' | 'notifier', string>>;
  /** What the services were configured by, for those who start one more. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a message on a subject and waits for JetStream's acknowledgement. */
  publish(subject: string, body: object | string | Uint8Array, headers?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** `settings`: of its services, beside what they need to find each other. */
export async function startStack(settings: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const servers = await startServers();
  const [receiver, mailbox] = await Promise.all([startFakeReceiver(), startFakeMailbox()]);
  const clock = new PushedClock();
  const store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'story' });
  await migrate(store);
  const bus = await connectBus(servers.natsUrl, 'story');
  const env = {
    ...(await testIssuer()).env,
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    SMTP_URL: mailbox.url,
    DEMARC_RECEIVER_ALLOW: '127.0.0.1/32',
    // Most stories are about something else than who agreed to a policy.
    DEMARC_POLICY_PERSONS: '1',
    LOG_LEVEL: process.env['STORY_LOG'] ?? 'silent',
    DEMARC_API_PORT: '0',
    DEMARC_ROUTER_PORT: '0',
    DEMARC_NOTIFIER_PORT: '0',
    ...settings,
  };
  const [router, notifier, api] = await Promise.all([
    startRouter(readConfig(routerConfig, asService('router', env)), { clock }),
    startNotifier(readConfig(notifierConfig, asService('notifier', env)), { clock }),
    startApi(readConfig(apiConfig, asService('api', env)), { clock }),
  ]);
  const services: RunningService[] = [api, notifier, router];
  const publisher = publisherOf(bus, PUBLISH_TIMEOUT_MS);
  return {
    servers,
    clock,
    store,
    bus,
    receiver,
    mailbox,
    notifier,
    router,
    http: new HttpDoor(api.url),
    apiUrl: api.url,
    urls: { api: api.url, router: router.url, notifier: notifier.url },
    env,
    publish: async (subject, body, given = {}) => {
      const extra = natsHeaders();
      for (const [name, value] of Object.entries(given)) extra.set(name, value);
      const payload = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      await publisher.publish(subject, payload, { headers: extra });
    },
    stop: async () => {
      for (const service of services) await service.stop();
      await bus.close();
      await store.destroy();
      await Promise.all([receiver.stop(), mailbox.stop()]);
      await servers.stop();
    },
  };
}
