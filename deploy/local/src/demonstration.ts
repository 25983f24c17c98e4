import { existsSync, writeFileSync } from 'node:fs';

import type { SeedPlace } from './demo/index.js';

/**
 * Plays the demonstration on the first start of a data folder, unless `empty`; `marker` remembers either, so that a
 * folder begun empty stays so. One that fails is told and gone on with at the next start, and so is one that is cut
 * short by a stop, which `stopping` tells apart.
 */
export async function demonstrateOnce(
  place: SeedPlace,
  { marker, empty, stopping }: { readonly marker: string; readonly empty: boolean; readonly stopping: () => boolean },
): Promise<void> {
  if (existsSync(marker)) return;
  const at = new Date().toISOString();
  if (empty) return writeFileSync(marker, JSON.stringify({ skippedAt: at }));
  try {
    // Loaded when it is wanted: most starts have played it long ago.
    const { seedDemonstration } = await import('./demo/index.js');
    await seedDemonstration(place);
    writeFileSync(marker, JSON.stringify({ playedAt: at }));
  } catch (error) {
    if (stopping()) return;
    place.say(`The demonstration could not be played, the next start goes on with it: ${(error as Error).message}`);
  }
}
