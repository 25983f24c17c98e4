import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Postgres,
  type RunningNats,
  demarcCacheDir,
  findNatsServer,
  freePort,
  startNatsServer,
  startPostgres,
} from '@demarc/local';
import { copyFreshCluster } from './fresh-cluster.js';
import { natsCredentials, testNatsUsers } from './service-roles.js';

export interface Servers {
  /** As a superuser, whom no policy binds: for tests that look for themselves. Services are started {@link asService}. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly folder: string;
  /** The servers themselves, for those who kill them; `restart` brings one back on its port and data. */
  readonly postgres: () => Postgres;
  readonly nats: () => RunningNats;
  restartPostgres(): Promise<void>;
  /** `empty`: as on a new disk. */
  restartNats(options?: { readonly empty?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Flush to the disk as in production; tests that measure or kill want it. */
  readonly durable?: boolean;
  /** Settings of PostgreSQL that a test needs, as lines of its configuration file. */
  readonly postgresSettings?: readonly string[];
  /** Folders for their data in the place of the common one: disks of their own. */
  readonly postgresDisk?: string;
  readonly natsDisk?: string;
  /** `false`: a NATS that lets everybody in, as versions before the users of NATS expect it. */
  readonly natsUsers?: boolean;
}

/** A PostgreSQL and a nats-server of one's own: free ports, a folder that `stop` removes. */
export async function startServers(options: ServerOptions = {}): Promise<Servers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'demarc-test-'));
  const [postgresPort, natsPort, monitorPort] = [await freePort(), await freePort(), await freePort()];
  const binary = await findNatsServer(process.env, demarcCacheDir(process.env));
  const dataDir = path.join(options.postgresDisk ?? folder, 'postgres');
  const natsDir = path.join(options.natsDisk ?? folder, 'nats');
  // Not beside the data, which may lie on a disk that is full.
  const logOf = (name: string) => path.join(folder, `${name}.log`);
  const { natsUsers = true } = options;
  const users = natsUsers ? await testNatsUsers(path.join(folder, 'nats-users')) : null;
  const openPostgres = () =>
    startPostgres({ dataDir, port: postgresPort, fast: !options.durable, logFile: logOf('postgres') });
  const openNats = () =>
    startNatsServer({
      ...binary,
      port: natsPort,
      monitorPort,
      storeDir: natsDir,
      ...(users && { accountsFile: users.accountsFile }),
      logFile: logOf('nats'),
    });
  const configure = () => {
    const lines = (options.postgresSettings ?? []).map((line) => `${line}\n`).join('');
    appendFileSync(path.join(dataDir, 'cluster', 'postgresql.conf'), lines);
  };
  let [postgres, nats] = await Promise.all([copyFreshCluster(dataDir).then(configure).then(openPostgres), openNats()]);
  return {
    databaseUrl: postgres.url,
    natsUrl: natsUsers ? nats.url.replace('//', natsCredentials('operator')) : nats.url,
    folder,
    postgres: () => postgres,
    nats: () => nats,
    restartPostgres: async () => {
      postgres = await openPostgres();
    },
    restartNats: async ({ empty = false } = {}) => {
      if (empty) rmSync(natsDir, { recursive: true, force: true });
      nats = await openNats();
    },
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
