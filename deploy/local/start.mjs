/**
 * What `npm start` runs: installs and builds when needed, then hands over to the supervisor. Plain JavaScript without
 * dependencies, since on a fresh clone nothing else is there; it must run on Node 20.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const USAGE = `npm start [-- options]

Starts all of Demarc on this machine: PostgreSQL, NATS, api, router, notifier,
a sign-in provider with the people of the demonstration, and a mail sink and a
webhook receiver to look at. Ctrl-C stops everything.

  --empty   do not create the demonstration tenants and their events
  --servers start PostgreSQL and NATS alone, for npm run restore
  --reset   wipe all data first, after asking
  --yes     with --reset: do not ask
  --prepare install and build, and start nothing
  --help    this text

Settings are environment variables: see the table in README.md.
`;

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const inProject = (...parts) => path.join(project, ...parts);
const stamp = inProject('node_modules', '.demarc-installed');

let running = null;
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

function stop(signal) {
  stopped = true;
  running?.kill(signal);
}

// npm stops its script by ending the shell in between, which does not tell us: our parent changes instead.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && !stopped && stop('SIGTERM'), 250).unref();
}

/** Runs a command with our terminal; resolves with its exit code. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    running = spawn(command, args, { cwd: project, stdio: 'inherit', ...options });
    running.once('error', reject);
    running.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
}

function isInstalled() {
  const record = inProject('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash();
  // Somebody ran npm ci by hand: npm writes its record last.
  return statSync(record).mtimeMs >= statSync(inProject('package-lock.json')).mtimeMs;
}

async function install() {
  console.log('Installing the packages this version needs (npm ci). The first time takes a minute or two.');
  // The Node that runs npm: ours may be the one inside node_modules, which npm ci removes.
  const node = process.env.npm_node_execpath;
  const npm = process.env.npm_execpath;
  const viaNpm = node && npm && existsSync(npm) && !node.startsWith(inProject('node_modules'));
  // Its warnings are about the Node that runs npm, which is not the one the project runs on.
  const args = ['ci', '--loglevel=error', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const code = viaNpm ? await run(node, [npm, ...args]) : await run('npm', args);
  if (code !== 0 && !stopped) throw new Error(`npm ci failed with code ${code}: its last lines say why`);
}

async function build() {
  console.log('Building');
  const code = await run(projectNode(), [inProject('node_modules', 'typescript-7', 'bin', 'tsc'), '-b']);
  if (code !== 0 && !stopped) throw new Error('the build failed: see the compiler errors above');
  if (stopped) return;
  const ofConsole = await run(projectNode(), [inProject('deploy', 'build-console.mjs')]);
  if (ofConsole !== 0 && !stopped) throw new Error('the build of the console failed: see the errors above');
}

/** The Node this project is made for comes as a package; scripts of npm below find it through PATH. */
function projectNode() {
  const node = inProject('node_modules', '.bin', 'node');
  if (existsSync(node)) return node;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error('node_modules has no Node 24 (package "node"): run "npm rebuild node", or use Node 24 yourself');
}

async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (!isInstalled()) {
    await install();
    if (stopped) return 130;
  }
  if (readStamp() !== lockHash()) writeFileSync(stamp, lockHash());
  await build();
  if (stopped) return 130;
  if (args.includes('--prepare')) return 0;
  // The channel tells the supervisor when this process is gone, however it ended.
  return run(projectNode(), ['--enable-source-maps', inProject('deploy', 'local', 'dist', 'main.js'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Node keeps what it compiled: a warm start loads four processes.
    env: { NODE_COMPILE_CACHE: inProject('node_modules', '.cache', 'node-compile'), ...process.env },
  });
}

function readStamp() {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`Demarc cannot start: ${error.message}`);
  process.exitCode = 1;
}
