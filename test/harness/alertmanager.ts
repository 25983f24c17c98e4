import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { demarcCacheDir, freePort, spawnChild, waitUntilReady } from '@demarc/local';

const PACKAGE = 'prometheus-alertmanager';
const TEMPLATES = '/usr/share/prometheus/alertmanager';
const BUDGET_MS = 180_000;

export interface Alertmanager {
  /** Hands in alerts as Prometheus does. */
  post(alerts: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The path of an Alertmanager: on PATH, in /usr/bin, in the private cache, else the distribution's package unpacked
 * into that cache. Null, and said loudly, when there is none.
 */
export async function findAlertmanager(): Promise<string | null> {
  const cacheDir = demarcCacheDir(process.env);
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean), '/usr/bin', cacheDir];
  const found = folders.map((folder) => path.join(folder, PACKAGE)).find(isExecutable);
  if (found && existsSync(TEMPLATES)) return found;
  try {
    return await download(cacheDir);
  } catch (error) {
    const line = '!'.repeat(100);
    process.stderr.write(
      `\n${line}\nNOT TESTED: there is no ${PACKAGE} here, and the package could not be fetched:\n` +
        `${(error as Error).message.trim()}\nInstall it (apt-get install ${PACKAGE}) to run this story.\n${line}\n\n`,
    );
    return null;
  }
}

/** A port that was free a moment ago may be somebody else's by the time it is listened on. */
const PORTS_TRIED = 3;

/** Where alerts are reported to, and the API key that opens it. */
export interface Hook {
  readonly url: string;
  readonly key: string;
}

/** Starts one that reports each alert by itself, at once, to the hook. Its files go to `folder`. */
export async function startAlertmanager(binary: string, folder: string, hook: Hook): Promise<Alertmanager> {
  mkdirSync(folder, { recursive: true });
  const configFile = path.join(folder, 'alertmanager.yml');
  writeFileSync(configFile, configFor(hook));
  for (let port = 1; ; port += 1) {
    try {
      return await startOn(await freePort(), binary, folder, configFile);
    } catch (error) {
      if (port === PORTS_TRIED) throw error;
    }
  }
}

async function startOn(port: number, binary: string, folder: string, configFile: string): Promise<Alertmanager> {
  const url = `http://127.0.0.1:${port}`;
  const logFile = path.join(folder, 'alertmanager.log');
  const child = await spawnChild({
    name: 'alertmanager',
    command: binary,
    args: [
      `--config.file=${configFile}`,
      `--storage.path=${path.join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--cluster.listen-address=',
    ],
    logFile,
  });
  await waitUntilReady(child, `${url}/-/ready`, logFile);
  return {
    post: async (alerts) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
      if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`);
    },
    stop: async () => void (await child.stop()),
  };
}

const configFor = ({ url, key }: Hook) => `route:
  receiver: demarc
  group_by: ['...']
  group_wait: 10ms
  group_interval: 100ms
  repeat_interval: 1h
receivers:
  - name: demarc
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config:
          authorization:
            credentials: ${key}
`;

async function download(cacheDir: string): Promise<string> {
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(path.join(cacheDir, 'download-'));
  const run = (command: string, ...args: string[]) =>
    promisify(execFile)(command, args, { cwd: work, timeout: BUDGET_MS });
  try {
    const isRoot = process.getuid?.() === 0;
    // apt drops root for fetching, and that user must be able to write here.
    if (isRoot) chmodSync(work, 0o777);
    await run('apt-get', 'download', PACKAGE).catch(async (error: unknown) => {
      if (!isRoot) throw error;
      await run('apt-get', 'update');
      await run('apt-get', 'download', PACKAGE);
    });
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get left no package');
    await run('dpkg-deb', '-x', archive, 'unpacked');
    placeTemplates(path.join(work, 'unpacked', TEMPLATES));
    const unfinished = path.join(work, PACKAGE);
    copyFileSync(path.join(work, 'unpacked', 'usr', 'bin', PACKAGE), unfinished);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, path.join(cacheDir, PACKAGE));
    return path.join(cacheDir, PACKAGE);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The distribution's Alertmanager does not start without them, and looks for them in this one place. */
function placeTemplates(unpacked: string): void {
  if (existsSync(TEMPLATES)) return;
  try {
    cpSync(unpacked, TEMPLATES, { recursive: true });
  } catch (cause) {
    throw new Error(`it needs ${TEMPLATES}, which this user cannot write`, { cause });
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
