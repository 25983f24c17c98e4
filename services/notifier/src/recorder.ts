import type { Log } from '@demarc/runtime';

export interface RecorderOptions<Row> {
  /** Writes rows all or nothing; writing the same again changes nothing. */
  readonly write: (rows: readonly Row[]) => Promise<void>;
  readonly log: Log;
}

const ROWS_AT_ONCE = 500;
const RETRY_AFTER_MS = 500;

/**
 * Writes results in micro-batches: at once when it is idle, else everything that came up while the last batch was
 * being written. When the database is away, results wait here until it is back.
 *
 * States: idle -> writing -> idle; `close(budgetMs)` ends the waiting, and what could not be written is sent again
 * by whoever claims it when its lease ends.
 */
export class Recorder<Row> {
  readonly #options: RecorderOptions<Row>;
  #waiting: { readonly row: Row; readonly recorded: () => void }[] = [];
  #writing: Promise<void> | null = null;
  #giveUp = false;

  constructor(options: RecorderOptions<Row>) {
    this.#options = options;
  }

  /** Resolves when the row is written, or when the recorder gave up at its close. */
  record(row: Row): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ row, recorded: resolve });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(budgetMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#giveUp = true;
    }, budgetMs);
    await this.#writing;
    clearTimeout(timer);
  }

  async #writeAll(): Promise<void> {
    // A turn later, so that answers read in the same turn share a batch.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, ROWS_AT_ONCE);
      await this.#write(batch.map(({ row }) => row));
      for (const { recorded } of batch) recorded();
    }
    this.#writing = null;
  }

  async #write(rows: readonly Row[]): Promise<void> {
    for (;;) {
      try {
        return await this.#options.write(rows);
      } catch (error) {
        this.#options.log.error(
          { err: error, rows: rows.length, gaveUp: this.#giveUp },
          'delivery results cannot be recorded now',
        );
        if (this.#giveUp) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  }
}
