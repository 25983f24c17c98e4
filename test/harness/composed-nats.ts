import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Child, PROJECT_DIR, demarcCacheDir, findNatsServer, freePort, spawnChild } from '@demarc/local';
import type { CertificateFiles } from './certificates.js';
import { eventually } from './eventually.js';

const CONFIG = path.join(PROJECT_DIR, 'deploy', 'nats');

export interface ComposedNats {
  readonly host: string;
  readonly child: Child;
}

/**
 * A nats-server on the configuration of docker-compose.yml, laid out in `folder` as the container has it; `users` is
 * the folder that `demarc nats user` writes. With a CA for clients, the lines that are for that count. Address, ports and store are a container's own, and here this test's.
 */
export async function startComposedNats(
  folder: string,
  users: string,
  tls?: CertificateFiles & { readonly clientCaFile?: string },
): Promise<ComposedNats> {
  const [port, monitorPort] = [await freePort(), await freePort()];
  const { binary, version } = await findNatsServer(process.env, demarcCacheDir(process.env));
  mkdirSync(path.join(folder, 'tls'), { recursive: true });
  cpSync(users, path.join(folder, 'users'), { recursive: true });
  const listener = readFileSync(path.join(CONFIG, 'listeners', `${tls ? 'tls' : 'nats'}.conf`), 'utf8');
  const asksClients = listener.replace(/# (ca_file|verify): /g, '$1: ');
  writeFileSync(path.join(folder, 'listener.conf'), tls?.clientCaFile ? asksClients : listener);
  const files = { 'nats.crt': tls?.certFile, 'nats.key': tls?.keyFile, 'ca.crt': tls?.clientCaFile };
  for (const [name, file] of Object.entries(files)) if (file) copyFileSync(file, path.join(folder, 'tls', name));
  const config = readFileSync(path.join(CONFIG, 'nats.conf'), 'utf8');
  // A server before 2.10, as Debian has it, does not know this one line.
  const known = /^2\.[0-9]\./.test(version) ? config.replace(/^ *sync_interval:.*$/m, '') : config;
  // The volume of the container.
  const stored = known.replace('store_dir: /data', `store_dir: ${JSON.stringify(path.join(folder, 'data'))}`);
  writeFileSync(path.join(folder, 'nats.conf'), stored);
  const host = `127.0.0.1:${port}`;
  const own = ['-a', '127.0.0.1', '-p', String(port), '-m', String(monitorPort)];
  const logFile = path.join(folder, 'nats.log');
  const args = ['-c', 'nats.conf', ...own];
  const child = await spawnChild({ name: 'nats', command: binary, args, cwd: folder, logFile });
  await eventually('the composed nats-server to be ready', async () => {
    if (child.exit()) throw new Error(readFileSync(logFile, 'utf8'));
    return (await fetch(`http://127.0.0.1:${monitorPort}/healthz`)).ok;
  });
  return { host, child };
}
