/** The supervisor behind `npm start`: everything up in order, kept up, and down again in order. */
import { trustAlso } from '@demarc/contracts';
import { migrate, openStore, serviceUrl, setServicePasswords } from '@demarc/store';

import { type StartArguments, readArguments } from './arguments.js';
import { dataFolder } from './data-folder.js';
import { lockDataDir } from './data-lock.js';
import { demonstrateOnce } from './demonstration.js';
import { stopLeftovers } from './leftovers.js';
import { assertPortsFree } from './ports.js';
import { resetData } from './reset.js';
import { removeRuntime, writeRuntime, type RecordedProcess, type Runtime } from './runtime-file.js';
import { PROJECT_DIR, type ServiceSurroundings } from './service-processes.js';
import { servicePasswords } from './service-passwords.js';
import { readSettings, type LocalSettings } from './settings.js';
import { startServers, startStack } from './stack.js';
import { StoppedWhileStarting, StopOrder } from './stop-order.js';
import { onStopSignals } from './stop-signals.js';
import { wantedPorts } from './wanted-ports.js';
import { whereThingsAre } from './where-things-are.js';

const say = (line: string): void => console.log(line);

async function supervise(settings: LocalSettings, { empty, servers }: StartArguments): Promise<number> {
  const beganAt = Date.now();
  const order = new StopOrder();
  const stopAsked = onStopSignals(order, say);
  const record = recorder(settings.dataDir);
  const options = { settings, env: process.env, say, started: record.process };
  try {
    trustAlso(process.env['DEMARC_CA']);
    if (servers) {
      record.ready(await startServers(options, order));
      say('PostgreSQL and NATS are ready, for `npm run restore -- FILE`. Nothing else runs. Ctrl-C stops them.');
      await stopAsked;
      return 0;
    }
    const urls = await startStack({ ...options, migrate: (url) => prepareDatabase(url, settings) }, order);
    record.ready({ ...urls });
    say(whereThingsAre(settings, urls, Date.now() - beganAt));
    const { webhooks: webhooksDir, demonstration: marker } = dataFolder(settings.dataDir);
    // Not waited for: a stop must not have to wait for the demonstration's end.
    const { api: apiUrl, nats: natsUrl, receiver: receiverUrl, people: peopleUrl } = urls;
    if (peopleUrl === null) say('Without the people of the demonstration, none is played.');
    else {
      const place = { apiUrl, peopleUrl, natsUrl, receiverUrl, webhooksDir, say };
      void demonstrateOnce(place, { marker, empty, stopping: () => order.asked });
    }
    await stopAsked;
    return 0;
  } catch (error) {
    if (error instanceof StoppedWhileStarting || order.asked) return 0;
    say(`Demarc could not start: ${(error as Error).message}`);
    return 1;
  } finally {
    await order.stop();
    removeRuntime(settings.dataDir);
    say('Everything is stopped.');
  }
}

async function prepareDatabase(url: string, { dataDir }: LocalSettings): Promise<ServiceSurroundings['databaseUrls']> {
  const passwords = servicePasswords(dataFolder(dataDir).servicePasswords);
  // Two: one connection holds the lock while the other migrates.
  const store = await openStore({ url, poolSize: 2, applicationName: 'demarc-migrate' });
  try {
    const ran = await migrate(store);
    if (ran.length > 0) say(`Brought the schema up to date (${ran.length} migrations)`);
    await setServicePasswords(store, passwords);
  } finally {
    await store.destroy();
  }
  const urlOf = (service: keyof typeof passwords): string => serviceUrl(url, service, passwords);
  return { api: urlOf('api'), router: urlOf('router'), notifier: urlOf('notifier') };
}

/** Keeps `runtime.json` as things are, from the first process on: a start may be killed half-way too. */
function recorder(dataDir: string) {
  const processes = new Map<string, RecordedProcess>();
  let urls: Runtime['urls'] = {};
  let ready = false;
  const startedAt = new Date().toISOString();
  const write = (): void =>
    writeRuntime(dataDir, { supervisorPid: process.pid, startedAt, ready, urls, processes: [...processes.values()] });
  return {
    process({ name, pid }: { readonly name: string; readonly pid: number }, marker: string): void {
      processes.set(name, { name, pid, marker });
      write();
    },
    ready(where: Runtime['urls']): void {
      urls = where;
      ready = true;
      write();
    },
  };
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env, PROJECT_DIR);
  const unlock = lockDataDir(settings.dataDir);
  try {
    await stopLeftovers(settings.dataDir, say);
    if (args.reset && !(await resetData(settings, args.yes, say))) return 0;
    await assertPortsFree(wantedPorts(settings));
    return await supervise(settings, args);
  } finally {
    unlock();
  }
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
process.exit();
