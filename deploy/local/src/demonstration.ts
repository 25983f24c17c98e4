import { existsSync, writeFileSync } from 'node:fs';

/** Where the demonstration is played: everything runs and is ready. */
export interface DemonstrationStage {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly apiUrl: string;
  readonly smtpUrl: string;
  /** Hooks are at `<receiverUrl>/hooks/<name>`. */
  readonly receiverUrl: string;
  /** Where `saveSecret` tells the receiver the secret of a hook. */
  readonly webhooksDir: string;
  readonly say: (line: string) => void;
}

/** Writes the demonstration's tenants and plays its feed. Doing it twice must change nothing. */
export type SeedDemonstration = (stage: DemonstrationStage) => Promise<void>;

/**
 * Plays the demonstration on the first start of a data folder, unless `empty`; `marker` remembers either, so that a
 * folder begun empty stays so. A demonstration that fails is told and tried again at the next start.
 */
export async function demonstrateOnce(
  seed: SeedDemonstration,
  stage: DemonstrationStage,
  { marker, empty }: { readonly marker: string; readonly empty: boolean },
): Promise<void> {
  if (existsSync(marker)) return;
  const at = new Date().toISOString();
  if (empty) return writeFileSync(marker, JSON.stringify({ skippedAt: at }));
  try {
    await seed(stage);
    writeFileSync(marker, JSON.stringify({ playedAt: at }));
  } catch (error) {
    stage.say(`The demonstration could not be played, the next start tries again: ${(error as Error).message}`);
  }
}
