import { type Log, Wakeable } from '@demarc/runtime';
import { DataSource, writeWords } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, LOG, type RouterConfig } from './tokens.js';

/** A row is at most a batch of the router: some thousand incidents at once, so that nobody waits long for their locks. */
const ROWS_AT_ONCE = 4;

/**
 * Keeps what incidents are found by up to date, behind the commits that change them. By a poll only: a search may be
 * half a second late, and what changed several times meanwhile is written once. Shared by all routers.
 */
@Injectable()
export class WordWriter {
  readonly #wakeable = new Wakeable(() => this.#workOff());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), this.config.DEMARC_ROUTER_POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #workOff(): Promise<void> {
    try {
      while (!this.#stopped && (await writeWords(this.store, ROWS_AT_ONCE)) === ROWS_AT_ONCE);
    } catch (error) {
      this.log.warn({ err: error }, 'what incidents are found by could not be written; it is tried again');
    }
  }
}
