/**
 * What `npm test` and `npm run bench` run: installs and builds when needed, then every tier on servers it starts itself.
 * Plain JavaScript without dependencies, since on a fresh clone nothing else is there; it must run on Node 20.
 *
 *   npm test                     all tiers: spec, int, story, chaos
 *   npm test -- --tier spec,int  some of them
 *   npm test -- path-pattern     only matching files
 *   npm run fuzz                 every door, with far more inputs than the tests take (FUZZ_INPUTS, CHAOS_SEED)
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TIERS = ['spec', 'int', 'story', 'chaos'];
const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inProject = (...parts) => path.join(project, ...parts);
const results = inProject('.demarc', 'test-results');

let running = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => running?.kill(signal));

function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    running = spawn(command, args, { cwd: project, stdio: 'inherit', env: { ...process.env, ...env } });
    running.once('error', reject);
    running.once('exit', (code) => resolve(code ?? 1));
  });
}

async function prepare() {
  const code = await run(process.execPath, [inProject('deploy', 'local', 'start.mjs'), '--prepare']);
  if (code !== 0) process.exit(code);
}

const projectNode = () => inProject('node_modules', '.bin', 'node');
const compiler = () => inProject('node_modules', 'typescript-7', 'bin', 'tsc');

async function bench(args) {
  const code = await run(projectNode(), [compiler(), '-b', 'test']);
  return code === 0 ? run(projectNode(), [inProject('test', 'dist', 'bench', 'main.js'), ...args]) : code;
}

/** Tiers run one after the other, so that chaos and stories do not take the cores from each other. */
async function testTier(tier, patterns) {
  const file = path.join(results, `${tier}.json`);
  rmSync(file, { force: true });
  const jest = inProject('node_modules', 'jest', 'bin', 'jest.js');
  const workers = tier === 'chaos' ? ['--runInBand'] : [];
  const flags = ['--passWithNoTests', '--forceExit', '--json', '--outputFile', file, '--selectProjects', tier];
  const code = await run(projectNode(), [jest, ...workers, ...flags, '--', ...patterns], {
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    PATH: `${inProject('node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
  });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, code };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot even be loaded has no tests that fail: it counts as one.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests, code };
}

async function test(args) {
  const at = args.indexOf('--tier');
  const tiers = at === -1 ? TIERS : args.splice(at, 2)[1].split(',');
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tier of tiers) {
    const { code, ...counts } = await testTier(tier, args);
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    for (const name of Object.keys(total)) total[name] += counts[name];
    console.log(`${tier}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
  if (total.passed === 0 && total.failed === 0) total.failed = 1;
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 ? 1 : 0;
}

await prepare();
const args = process.argv.slice(2);
if (args[0] === '--fuzz') {
  process.env.FUZZ_INPUTS ??= '50000';
  args.splice(0, 1, '--tier', 'chaos', 'fuzz-every-door');
}
process.exitCode = args[0] === '--bench' ? await bench(args.slice(1)) : await test(args);
