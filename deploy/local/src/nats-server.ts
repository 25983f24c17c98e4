import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NATS_HOME_ACCOUNT } from '@demarc/contracts';

import { spawnChild, type Child } from './child.js';
import { isAtLeast, type NatsServer } from './find-nats-server.js';
import { waitUntilReady } from './wait-until-ready.js';

export interface NatsOptions extends NatsServer {
  readonly port: number;
  readonly monitorPort: number;
  /** JetStream's files and the generated configuration; made on first use. */
  readonly storeDir: string;
  /** Who may come in, as `demarc nats user` writes it; without it whoever reaches the port. */
  readonly accountsFile?: string;
  /** Default `<storeDir>/nats.log`. */
  readonly logFile?: string;
}

export interface RunningNats extends Child {
  readonly url: string;
  readonly monitorUrl: string;
}

const HOST = '127.0.0.1';
const CONFIG_FILE = 'nats.conf';

/**
 * Starts a nats-server with JetStream on file storage, and returns when it has recovered its streams and accepts
 * clients.
 *
 * @throws when it does not become ready; the message names its log
 */
export async function startNatsServer(options: NatsOptions): Promise<RunningNats> {
  mkdirSync(options.storeDir, { recursive: true });
  const configFile = natsConfigFile(options.storeDir);
  writeFileSync(configFile, natsConfig(options));
  if (options.accountsFile) takeOverStreams(options.storeDir);
  const logFile = options.logFile ?? path.join(options.storeDir, 'nats.log');
  const child = await spawnChild({ name: 'nats', command: options.binary, args: ['-c', configFile], logFile });
  const monitorUrl = `http://${HOST}:${options.monitorPort}`;
  try {
    await waitUntilReady(child, `${monitorUrl}/healthz`, logFile);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { ...child, url: `nats://${HOST}:${options.port}`, monitorUrl };
}

/** Streams of before there were users lie in the account of everybody: what waits in them would wait for ever. */
function takeOverStreams(storeDir: string): void {
  const accounts = path.join(jetStreamFolder(storeDir), 'jetstream');
  const [before, now] = ['$G', NATS_HOME_ACCOUNT].map((account) => path.join(accounts, account));
  if (existsSync(before!) && !existsSync(now!)) renameSync(before!, now!);
}

const jetStreamFolder = (storeDir: string): string => path.join(storeDir, 'jetstream');

/** The file that marks the command line of the server of this store. */
export function natsConfigFile(storeDir: string): string {
  return path.join(storeDir, CONFIG_FILE);
}

function natsConfig({ port, monitorPort, storeDir, version, accountsFile }: NatsOptions): string {
  // Writes survive a killed server at once. Before 2.10 the flush to the disk, which a power cut needs, is every
  // two minutes and cannot be set.
  const syncInterval = isAtLeast(version, '2.10.0') ? '\n  sync_interval: "10s"' : '';
  // Read relative to this file, also when it looks absolute.
  const accounts = accountsFile ? `include ${JSON.stringify(path.relative(storeDir, accountsFile))}\n` : '';
  return `# Written anew at every start.
server_name: demarc-local
listen: "${HOST}:${port}"
http: "${HOST}:${monitorPort}"
max_payload: 8MB
jetstream {
  store_dir: ${JSON.stringify(jetStreamFolder(storeDir))}
  max_memory_store: 64MB
  # A bound on what streams may reserve, not taken from the disk beforehand.
  max_file_store: 64GB${syncInterval}
}
${accounts}`;
}
