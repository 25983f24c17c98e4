import type { Answer, Reason } from './channel.js';
import type { Sendable } from './sendable.js';

const QUEUE_LIMIT = 512;
const FEWEST_AT_ONCE = 4;
/** Signs that the receiver cannot take as much as it gets. */
const STRAINED: ReadonlySet<Reason> = new Set(['timeout', 'unreachable', 'throttled']);

/**
 * The sends to one target: so many at once and a bounded queue. A target that hangs or asks for less gets half as
 * many at once, down to four, and one more with each good answer: it cannot hold the places that others need.
 *
 * - `open`: takes deliveries.
 * - `stuck`: it was full and stayed full. What comes is turned away at once, until the queue is half empty.
 */
export class Lane {
  readonly queue: Sendable[] = [];
  running = 0;
  stuck = false;
  #limit: number;
  #waiting: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly most: number,
  ) {
    this.#limit = most;
  }

  /** False when the lane is full. */
  offer(delivery: Sendable): boolean {
    if (this.stuck || this.queue.length >= QUEUE_LIMIT) return false;
    this.queue.push(delivery);
    return true;
  }

  /** The next delivery to start now, if there is one and a place for it. */
  next(): Sendable | undefined {
    if (this.running >= this.#limit) return undefined;
    const delivery = this.queue.shift();
    if (this.queue.length <= QUEUE_LIMIT / 2) this.#loosen();
    return delivery;
  }

  answered({ reason }: Answer): void {
    this.#limit = STRAINED.has(reason) ? Math.max(Math.min(FEWEST_AT_ONCE, this.most), this.#limit >> 1) : Math.min(this.most, this.#limit + 1);
  }

  get idle(): boolean {
    return this.running === 0 && this.queue.length === 0 && this.#waiting.length === 0;
  }

  /** Resolves when the lane has room; at once when it is stuck, because then nobody should wait for it. */
  async room(): Promise<void> {
    if (this.stuck || this.queue.length < QUEUE_LIMIT) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #loosen(): void {
    this.stuck = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
