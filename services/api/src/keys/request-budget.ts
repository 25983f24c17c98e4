import { type Instant, epochMs } from '@demarc/domain';

export interface RequestLimits {
  readonly requests: number;
  readonly windowMs: number;
}

interface Window {
  readonly endsMs: number;
  used: number;
}

/**
 * So many requests in a window of time, for each name. Counted in this process alone: of several apis, each allows as
 * many. At the border of two windows up to twice as many may pass in a short time.
 */
export class RequestBudget {
  readonly #windows = new Map<string, Window>();

  constructor(private readonly limits: RequestLimits) {}

  /** Takes one request out of the budget of `name`: 0, or after how many seconds there is one again. */
  take(name: string, now: Instant): number {
    const nowMs = epochMs(now);
    let window = this.#windows.get(name);
    if (!window || window.endsMs <= nowMs) {
      this.#forgetEnded(nowMs);
      window = { endsMs: nowMs + this.limits.windowMs, used: 0 };
      this.#windows.set(name, window);
    }
    if (window.used >= this.limits.requests) return Math.ceil((window.endsMs - nowMs) / 1_000);
    window.used += 1;
    return 0;
  }

  /** Only names that asked within the last window are remembered. */
  #forgetEnded(nowMs: number): void {
    for (const [name, { endsMs }] of this.#windows) if (endsMs <= nowMs) this.#windows.delete(name);
  }
}
