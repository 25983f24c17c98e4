import type { HeldDelivery } from '@demarc/store';
import type { Answer, Reason } from './channel.js';
import type { Sendable } from './sendable.js';

const QUEUE_LIMIT = 1_000;
const OVERFLOW_LIMIT = 20_000;
const RECLAIMED_AT_ONCE = 500;
const FEWEST_AT_ONCE = 4;
/** Signs that the receiver cannot take as much as it gets. */
const STRAINED: ReadonlySet<Reason> = new Set(['timeout', 'unreachable', 'throttled']);

/**
 * The sends to one target: so many at once, a bounded queue, and the names of more that wait in the database.
 *
 * - `easy`: it takes deliveries, and works off its overflow as it finds room.
 * - `strained`: it hangs or asks for less. It gets half as many at once with each such answer, down to four, and one
 *   more with each good one, so that it cannot hold the places that others need; what finds it full is put off.
 */
export class Lane {
  readonly queue: Sendable[] = [];
  running = 0;
  #limit: number;
  #overflow: HeldDelivery[] = [];
  #reclaiming = false;

  constructor(
    readonly name: string,
    private readonly most: number,
  ) {
    this.#limit = most;
  }

  /** `queued`; or full, and then `remembered` by its name alone or `refused`. */
  offer(delivery: Sendable): 'queued' | 'remembered' | 'refused' {
    if (this.queue.length < QUEUE_LIMIT) {
      this.queue.push(delivery);
      return 'queued';
    }
    if (this.strained || this.#overflow.length >= OVERFLOW_LIMIT) return 'refused';
    this.#overflow.push({ tenant: delivery.tenant, deliveryId: delivery.id, leaseUntil: delivery.leaseUntil });
    return 'remembered';
  }

  get strained(): boolean {
    return this.#limit < this.most;
  }

  /** The next delivery to start now, if there is one and a place for it. */
  next(): Sendable | undefined {
    return this.running < this.#limit ? this.queue.shift() : undefined;
  }

  answered({ reason }: Answer): void {
    if (STRAINED.has(reason)) this.#limit = Math.max(Math.min(FEWEST_AT_ONCE, this.most), this.#limit >> 1);
    else this.#limit = Math.min(this.most, this.#limit + 1);
  }

  /** Once the queue is half empty, calls `reclaim` with the oldest of the overflow; one call at a time. */
  async workOffOverflow(reclaim: (held: readonly HeldDelivery[]) => Promise<void>): Promise<void> {
    if (this.#reclaiming) return;
    this.#reclaiming = true;
    while (this.#overflow.length > 0 && this.queue.length <= QUEUE_LIMIT / 2) {
      await reclaim(this.#overflow.splice(0, RECLAIMED_AT_ONCE));
    }
    this.#reclaiming = false;
  }

  get idle(): boolean {
    return this.running === 0 && this.queue.length === 0 && this.#overflow.length === 0 && !this.#reclaiming;
  }

  /** Empties it; answers what was queued. What was remembered is due when its lease ends. */
  clear(): Sendable[] {
    this.#overflow = [];
    return this.queue.splice(0);
  }
}
