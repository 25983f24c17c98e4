import path from 'node:path';

import { NatsUserFile } from '@demarc/runtime';

import type { Child } from './child.js';
import { dataFolder, freshLog } from './data-folder.js';
import { demarcCacheDir, findNatsServer } from './find-nats-server.js';
import { keepRunning, type KeepRunningOptions } from './keep-running.js';
import { watchLog } from './log-watch.js';
import { natsConfigFile, startNatsServer } from './nats-server.js';
import { type NatsUrls, followNatsUsers, ownNatsUsers } from './nats-users.js';
import { startPostgres } from './postgres.js';
import {
  dataDirMarker,
  PROJECT_DIR,
  SERVICES,
  type ServiceSurroundings,
  serviceUrl,
  startNode,
  startServiceProcess,
} from './service-processes.js';
import type { LocalSettings } from './settings.js';
import { StopOrder } from './stop-order.js';
import { waitUntilReady } from './wait-until-ready.js';

export interface ServerOptions {
  readonly settings: LocalSettings;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Called whenever a process was started, with what tells it from others. */
  readonly started: (child: Child, marker: string) => void;
}

export interface StackOptions extends ServerOptions {
  /** Brings the schema up to date and lets the services in; called once PostgreSQL answers. Answers how each opens it. */
  readonly migrate: (databaseUrl: string) => Promise<ServiceSurroundings['databaseUrls']>;
}

/** Where everything of a running stack is. */
export interface StackUrls {
  readonly api: string;
  readonly router: string;
  readonly notifier: string;
  readonly database: string;
  readonly nats: string;
  readonly smtp: string;
  readonly receiver: string;
  /** Where the people of the demonstration sign in; null with a provider of the operator's own. */
  readonly people: string | null;
}

const HOST = '127.0.0.1';

/** PostgreSQL and NATS alone, as nothing but an operator's script wants them. */
export async function startServers(
  options: ServerOptions,
  order: StopOrder,
): Promise<Pick<StackUrls, 'database' | 'nats'>> {
  const servers = serversOf(options, order);
  await allOrFirstFailure(Object.values(servers));
  order.keepAll();
  return { database: await servers.database, nats: (await servers.nats).operator };
}

function serversOf(options: ServerOptions, order: StopOrder) {
  const { databaseUrl, natsUrl } = options.settings;
  return {
    database: databaseUrl ? Promise.resolve(databaseUrl) : postgres(options, order),
    nats: natsUrl ? Promise.resolve(allBy(natsUrl)) : nats(options, order),
  };
}

/**
 * Starts everything in the order it needs, what can start side by side doing so, and returns when all of it is ready.
 * Each started process is entered in `order` at once: who calls must stop that also when this throws.
 */
export async function startStack(options: StackOptions, order: StopOrder): Promise<StackUrls> {
  const { settings, say, migrate } = options;
  const { bind, ports } = settings;
  const urls = { smtp: `smtp://${HOST}:${ports.mail}`, receiver: `http://${HOST}:${ports.receiver}` };
  const servers = serversOf(options, order);
  const database = servers.database.then(async (url) => ({ url, databaseUrls: await migrate(url) }));
  const natsUrls = servers.nats;
  const demoIssuer = settings.issuer ? null : `http://${HOST}:${ports.signIn}`;
  await allOrFirstFailure([
    database,
    natsUrls,
    sinks(options, order, urls.receiver),
    demoIssuer === null ? null : signIn(options, order, demoIssuer),
  ]);
  order.goOn();

  say('Starting api, router and notifier');
  const { url: databaseUrl, databaseUrls } = await database;
  const surroundings = { ...settings, databaseUrls, natsUrls: await natsUrls, smtpUrl: urls.smtp, demoIssuer };
  await allOrFirstFailure(
    SERVICES.map(async (name) => {
      const logFile = freshLog(dataFolder(settings.dataDir).logs, name);
      const start = (): Promise<Child> => startServiceProcess(name, surroundings, logFile);
      const child = await begin(options, order, 'services', dataDirMarker(settings.dataDir), { start });
      order.atEnd(watchLog(name, logFile, say));
      await waitUntilReady(child, `${serviceUrl(bind, ports[name])}/health/ready`, logFile);
    }),
  );
  order.keepAll();
  const services = Object.fromEntries(SERVICES.map((name) => [name, serviceUrl(bind, ports[name])]));
  return {
    ...urls,
    ...services,
    database: databaseUrl,
    nats: (await natsUrls).operator,
    people: demoIssuer,
  } as StackUrls;
}

async function postgres(options: ServerOptions, order: StopOrder): Promise<string> {
  const { dataDir, ports } = options.settings;
  const folder = dataFolder(dataDir);
  const logFile = freshLog(folder.logs, 'postgres');
  let url = '';
  options.say('Starting PostgreSQL');
  const start = async (): Promise<Child> => {
    const server = await startPostgres({ dataDir: folder.postgres, port: ports.postgres, logFile });
    if (!url) for (const note of server.notes) options.say(`  note: ${note}`);
    url = server.url;
    return server;
  };
  await begin(options, order, 'postgres', folder.postgres, { start, urgentSignal: 'SIGQUIT' });
  return url;
}

/** Every user by one address: that of an operator's own server. */
const allBy = (url: string): NatsUrls => ({ api: url, router: url, notifier: url, operator: url });

async function nats(options: ServerOptions, order: StopOrder): Promise<NatsUrls> {
  const { settings, env, say } = options;
  const folder = dataFolder(settings.dataDir);
  const found = await findNatsServer(env, demarcCacheDir(env));
  say(`Starting NATS (nats-server ${found.version}, ${found.binary})`);
  const users = new NatsUserFile(folder.natsUsers);
  const { accountsFile } = users;
  const { nats: port, natsMonitor: monitorPort } = settings.ports;
  const natsUrls = await ownNatsUsers(users, port);
  const where = { port, monitorPort, storeDir: folder.nats, accountsFile };
  const logFile = freshLog(folder.logs, 'nats');
  let pid: number | null = null;
  const start = async (): Promise<Child> => {
    const server = await startNatsServer({ ...found, ...where, logFile });
    pid = server.pid;
    return server;
  };
  await begin(options, order, 'nats', natsConfigFile(folder.nats), { start });
  order.atEnd(followNatsUsers(users, () => pid));
  return natsUrls;
}

async function sinks(options: StackOptions, order: StopOrder, url: string): Promise<void> {
  const { dataDir, ports } = options.settings;
  const logFile = freshLog(dataFolder(dataDir).logs, 'sinks');
  const script = path.join(PROJECT_DIR, 'deploy', 'local', 'dist', 'sinks.js');
  const env = {
    ...options.env,
    DEMARC_DATA_DIR: dataDir,
    DEMARC_MAIL_PORT: String(ports.mail),
    DEMARC_RECEIVER_PORT: String(ports.receiver),
  };
  const start = (): Promise<Child> => startNode('sinks', script, dataDir, logFile, env);
  const child = await begin(options, order, 'sinks', dataDirMarker(dataDir), { start });
  await waitUntilReady(child, `${url}/health/ready`, logFile);
}

async function signIn(options: StackOptions, order: StopOrder, url: string): Promise<void> {
  const { dataDir, bind, ports } = options.settings;
  const logFile = freshLog(dataFolder(dataDir).logs, 'sign-in');
  const script = path.join(PROJECT_DIR, 'deploy', 'local', 'dist', 'sign-in.js');
  const env = {
    ...options.env,
    DEMARC_DATA_DIR: dataDir,
    DEMARC_BIND: bind,
    DEMARC_SIGN_IN_PORT: String(ports.signIn),
    DEMARC_PUBLIC_URL: options.env['DEMARC_PUBLIC_URL'] || serviceUrl(bind, ports.api),
  };
  const start = (): Promise<Child> => startNode('sign-in', script, dataDir, logFile, env);
  const child = await begin(options, order, 'sinks', dataDirMarker(dataDir), { start });
  await waitUntilReady(child, `${url}/health/ready`, logFile);
}

async function begin(
  { say, started }: ServerOptions,
  order: StopOrder,
  tier: Parameters<StopOrder['add']>[0],
  marker: string,
  how: Pick<KeepRunningOptions, 'start' | 'urgentSignal'>,
): Promise<Child> {
  order.goOn();
  const child = await how.start();
  order.add(tier, keepRunning(child, { ...how, say, started: (next) => started(next, marker) }));
  return child;
}

/** Waits for all, also when one fails: what the others started must be known before it is stopped. */
async function allOrFirstFailure(work: readonly (Promise<unknown> | null)[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
