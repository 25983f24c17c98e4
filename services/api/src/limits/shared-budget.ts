import { RATE_LIMIT_TABLE, type DataSource, rateLimitClient } from '@demarc/store';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

export interface SharedLimit {
  /** Also the name of the policy in the header `RateLimit`. */
  readonly name: string;
  readonly requests: number;
  readonly windowS: number;
  /**
   * How many of them a process takes from the database at once: `requests` is a multiple of it. What it took and does
   * not use is lost to the others until the window ends.
   */
  readonly atOnce: number;
}

/** What became of a request. */
export interface Taken {
  readonly allowed: boolean;
  /** Of the window: at least so many, since other processes may hold more. */
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetS: number;
}

interface Held {
  left: number;
  readonly others: number;
  readonly endsMs: number;
}

/**
 * So many requests in a window for each name, whichever api they come to. The window begins with its first request. A
 * process takes some at once and counts those by itself: at thousands of requests a minute the database sees hundreds
 * of times fewer. Goes by the machine's clock, as the library does.
 */
export class SharedBudget {
  readonly #limiter: RateLimiterPostgres;
  readonly #held = new Map<string, Held>();
  readonly #taking = new Map<string, Promise<Taken | null>>();

  constructor(
    store: DataSource,
    private readonly limit: SharedLimit,
  ) {
    this.#limiter = new RateLimiterPostgres({
      storeClient: rateLimitClient(store),
      storeType: 'client',
      tableName: RATE_LIMIT_TABLE,
      tableCreated: true,
      // A key has one row, which its next window uses again.
      clearExpiredByTimeout: false,
      keyPrefix: limit.name,
      points: limit.requests,
      duration: limit.windowS,
      // Who is over the limit costs the database nothing until the window ends.
      inMemoryBlockOnConsumed: limit.requests + 1,
    });
  }

  /** Takes one request out of the budget of `name`. Throws when the database does. */
  async take(name: string): Promise<Taken> {
    for (;;) {
      const held = this.#held.get(name);
      const now = Date.now();
      if (held && held.endsMs > now && held.left > 0) {
        held.left -= 1;
        return { allowed: true, remaining: held.others + held.left, resetS: secondsOf(held.endsMs - now) };
      }
      const refused = await this.#takeMore(name);
      if (refused) return refused;
    }
  }

  /** Those that come at the same moment wait for one statement. Null: there are more now. */
  #takeMore(name: string): Promise<Taken | null> {
    const under = this.#taking.get(name);
    if (under) return under;
    const taking = this.#askFor(name).finally(() => this.#taking.delete(name));
    this.#taking.set(name, taking);
    return taking;
  }

  async #askFor(name: string): Promise<Taken | null> {
    this.#forgetEnded();
    try {
      const { remainingPoints, msBeforeNext } = await this.#limiter.consume(name, this.limit.atOnce);
      this.#held.set(name, { left: this.limit.atOnce, others: remainingPoints, endsMs: Date.now() + msBeforeNext });
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { allowed: false, remaining: 0, resetS: secondsOf(refusal.msBeforeNext) };
    }
  }

  /** Only names that asked within the last window are remembered. */
  #forgetEnded(): void {
    const now = Date.now();
    for (const [name, { endsMs }] of this.#held) if (endsMs <= now) this.#held.delete(name);
  }
}

/** A client that waits so long finds the window over. */
const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));
