import { type Instant, epochMs, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import type { Postponed } from '@demarc/store';
import type { Answer } from './channel.js';
import { Lane } from './lane.js';
import type { Sendable } from './sendable.js';

export interface SenderOptions {
  readonly clock: Clock;
  /** Sends at once over all lanes. */
  readonly atOnce: number;
  /** An attempt takes at most this long; one whose lease ends sooner is not begun. */
  readonly timeoutMs: number;
  readonly laneOf: (delivery: Sendable) => { readonly name: string; readonly most: number };
  /** Makes one attempt and records it. Must not throw. */
  readonly attempt: (delivery: Sendable) => Promise<Attempted>;
  /** Gives deliveries back to the database. Must not throw. */
  readonly postpone: (rows: readonly Postponed[]) => Promise<void>;
}

export interface Attempted {
  readonly answer: Answer;
  /** Resolves once the attempt is in the database, or is known not to get there. */
  readonly recorded: Promise<void>;
}

/** How long a full lane may keep the reader waiting before it counts as stuck. */
const PATIENCE_MS = 250;
const POSTPONE_LEAST_MS = 5_000;
const POSTPONE_SPREAD_MS = 55_000;

/**
 * Sends what it is given, concurrently, a lane for each target. A delivery is held here from `take` until its attempt
 * is recorded, and never twice. What finds its lane stuck goes back to the database, due within a minute.
 *
 * States: open -> `drain()` -> draining: what waits is given back, what runs is finished.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #held = new Set<string>();
  readonly #lanes = new Map<string, Lane>();
  #running = 0;
  #crowded = false;
  #draining = false;
  #idle: (() => void)[] = [];

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running;
  }

  get held(): number {
    return this.#held.size;
  }

  /** Takes deliveries over; resolves when each was started, queued or given back. Those it holds already are left out. */
  async take(deliveries: readonly Sendable[]): Promise<void> {
    const full = new Map<Lane, Sendable[]>();
    for (const delivery of deliveries) {
      if (this.#held.has(delivery.id)) continue;
      this.#held.add(delivery.id);
      const lane = this.#laneOf(delivery);
      if (!this.#draining && lane.offer(delivery)) continue;
      const waiting = full.get(lane);
      if (waiting) waiting.push(delivery);
      else full.set(lane, [delivery]);
    }
    this.#fillAll();
    await Promise.all([...full].map(([lane, waiting]) => this.#waitForRoom(lane, waiting)));
  }

  /** Resolves when nothing is held any more. */
  async settled(): Promise<void> {
    if (this.#held.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Gives back what waits and lets what runs finish, at most for `budgetMs`. */
  async drain(budgetMs: number): Promise<void> {
    this.#draining = true;
    const waiting = [...this.#lanes.values()].flatMap((lane) => lane.queue.splice(0));
    await this.#giveBack(waiting);
    await Promise.race([this.settled(), patience(budgetMs)]);
  }

  async #waitForRoom(lane: Lane, waiting: Sendable[]): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (waiting.length > 0 && !lane.stuck && !this.#draining) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) {
        lane.stuck = true;
        break;
      }
      await Promise.race([lane.room(), patience(leftMs)]);
      while (waiting.length > 0 && lane.offer(waiting[0]!)) waiting.shift();
      this.#fill(lane);
    }
    await this.#giveBack(waiting);
  }

  #laneOf(delivery: Sendable): Lane {
    const { name, most } = this.#options.laneOf(delivery);
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = new Lane(name, most)));
    return lane;
  }

  #fillAll(): void {
    this.#crowded = false;
    for (const lane of this.#lanes.values()) this.#fill(lane);
  }

  #fill(lane: Lane): void {
    while (this.#running < this.#options.atOnce) {
      const delivery = lane.next();
      if (!delivery) return;
      if (this.#leaseEndsTooSoon(delivery)) this.#letGo(delivery);
      else void this.#run(lane, delivery);
    }
    this.#crowded = true;
  }

  async #run(lane: Lane, delivery: Sendable): Promise<void> {
    this.#running += 1;
    lane.running += 1;
    const { answer, recorded } = await this.#options.attempt(delivery);
    this.#running -= 1;
    lane.running -= 1;
    lane.answered(answer);
    void recorded.finally(() => this.#letGo(delivery));
    if (lane.idle) this.#lanes.delete(lane.name);
    if (this.#crowded) this.#fillAll();
    else this.#fill(lane);
  }

  /** It waited so long here that somebody else may claim it meanwhile: the due pump finds it. */
  #leaseEndsTooSoon({ leaseUntil }: Sendable): boolean {
    return epochMs(leaseUntil) - epochMs(this.#options.clock.now()) < this.#options.timeoutMs;
  }

  async #giveBack(deliveries: readonly Sendable[]): Promise<void> {
    if (deliveries.length === 0) return;
    await this.#options.postpone(deliveries.map(({ tenant, id }) => ({ tenant, deliveryId: id, nextAttemptAt: this.#dueAgain() })));
    for (const delivery of deliveries) this.#letGo(delivery);
  }

  /** A process that stops leaves its work to the others at once; a stuck lane wants to be left alone for a while. */
  #dueAgain(): Instant {
    if (this.#draining) return this.#options.clock.now();
    return instantOf(epochMs(this.#options.clock.now()) + POSTPONE_LEAST_MS + Math.random() * POSTPONE_SPREAD_MS);
  }

  #letGo({ id }: Sendable): void {
    this.#held.delete(id);
    if (this.#held.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
