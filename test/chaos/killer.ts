import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../harness/seeded-random.js';

/** Something that is killed with SIGKILL and started again. */
export interface Victim {
  kill(): Promise<unknown>;
  restart(): Promise<void>;
}

const BETWEEN_KILLS_MS = [500, 4_000] as const;
const AWAY_MS = [100, 1_500] as const;

/**
 * Kills each victim `times` times, in random order and at random moments, and starts each again after a random pause.
 * Several may be away at once. Calls `beforeKill` with the part of all kills that is done. Resolves when all are back.
 */
export async function killAtRandom(
  victims: Readonly<Record<string, Victim>>,
  times: number,
  random: SeededRandom,
  beforeKill: (done: number) => void,
): Promise<Readonly<Record<string, number>>> {
  const names = Object.keys(victims);
  const kills = Object.fromEntries(names.map((name) => [name, 0]));
  const back = new Map<string, Promise<void>>();
  const order = random.shuffled(names.flatMap((name) => Array<string>(times).fill(name)));
  for (const [index, name] of order.entries()) {
    beforeKill(index / order.length);
    await pause(random.between(...BETWEEN_KILLS_MS));
    await back.get(name);
    await victims[name]!.kill();
    kills[name]! += 1;
    const awayMs = random.between(...AWAY_MS);
    back.set(
      name,
      pause(awayMs).then(() => victims[name]!.restart()),
    );
  }
  await Promise.all(back.values());
  return kills;
}
