import path from 'node:path';

import { stopLeftoverPostgres } from './postgres.js';
import { isOurs, stopStranger } from './process-identity.js';
import { readRuntime, removeRuntime } from './runtime-file.js';

const BUDGET_MS = 10_000;

/**
 * Stops what a killed supervisor left running on this data folder, in the order of an ordinary stop: services and
 * sinks, then NATS, then PostgreSQL. They are not adopted: settings may have changed since they were started.
 */
export async function stopLeftovers(dataDir: string, say: (line: string) => void): Promise<void> {
  const left = (readRuntime(dataDir)?.processes ?? []).filter(({ pid, marker }) => isOurs(pid, marker));
  const nats = left.filter(({ name }) => name === 'nats');
  const services = left.filter(({ name }) => name !== 'nats' && name !== 'postgres');
  if (left.length > 0) {
    say(`An earlier start was killed and left ${left.map(({ name, pid }) => `${name} (${pid})`).join(', ')}: stopping`);
  }
  for (const tier of [services, nats]) {
    await Promise.all(tier.map(({ pid, marker }) => stopStranger(pid, marker, 'SIGTERM', BUDGET_MS)));
  }
  await stopLeftoverPostgres(path.join(dataDir, 'postgres'));
  removeRuntime(dataDir);
}
