import { epochMs, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import type { HeldDelivery, Postponed } from '@demarc/store';
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
  /** Renews the leases of deliveries and reads them again, those that are still ours. Must not throw. */
  readonly reclaim: (held: readonly HeldDelivery[]) => Promise<readonly Sendable[]>;
  /** Gives deliveries back to the database. Must not throw. */
  readonly postpone: (rows: readonly Postponed[]) => Promise<void>;
}

export interface Attempted {
  /** Null: it was kept back, and nothing was sent. */
  readonly answer: Answer | null;
  /** Resolves once the attempt is in the database, or is known not to get there. */
  readonly recorded: Promise<void>;
}

/** What finds a strained lane full is put off for half a minute to two, so that a dead target costs little. */
const PUT_OFF_MS = 30_000;
const PUT_OFF_SPREAD_MS = 90_000;

/**
 * Sends what it is given, concurrently, a lane for each target. A delivery is held here from `take` until its attempt
 * is recorded, and never twice. What finds its lane full waits in the database.
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

  /**
   * Takes deliveries over; those it holds already are left out. Resolves when each was started, queued or given back,
   * and so never waits for a receiver.
   */
  async take(deliveries: readonly Sendable[]): Promise<void> {
    const refused: Sendable[] = [];
    for (const delivery of deliveries) {
      if (this.#held.has(delivery.id)) continue;
      const offered = this.#draining ? 'refused' : this.#laneOf(delivery).offer(delivery);
      if (offered === 'queued') this.#held.add(delivery.id);
      else if (offered === 'refused') refused.push(delivery);
    }
    this.#fillAll();
    if (refused.length > 0) await this.#giveBack(refused);
  }

  /** Resolves when nothing is held any more. */
  async settled(): Promise<void> {
    if (this.#held.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Gives back what waits and lets what runs finish, at most for `budgetMs`. */
  async drain(budgetMs: number): Promise<void> {
    this.#draining = true;
    const waiting = [...this.#lanes.values()].flatMap((lane) => lane.clear());
    if (waiting.length > 0) await this.#giveBack(waiting);
    for (const delivery of waiting) this.#letGo(delivery);
    await Promise.race([this.settled(), patience(budgetMs)]);
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
    if (answer) lane.answered(answer);
    void recorded.finally(() => this.#letGo(delivery));
    if (this.#crowded) this.#fillAll();
    else this.#fill(lane);
    if (!this.#draining) await lane.workOffOverflow(async (held) => this.take(await this.#options.reclaim(held)));
    if (lane.idle && this.#lanes.get(lane.name) === lane) this.#lanes.delete(lane.name);
  }

  /** It waited so long here that somebody else may claim it meanwhile: the due pump finds it. */
  #leaseEndsTooSoon({ leaseUntil }: Sendable): boolean {
    return epochMs(leaseUntil) - epochMs(this.#options.clock.now()) < this.#options.timeoutMs;
  }

  /** A process that stops leaves its work to the others at once. */
  async #giveBack(deliveries: readonly Sendable[]): Promise<void> {
    const nowMs = epochMs(this.#options.clock.now());
    const dueAt = () => instantOf(this.#draining ? nowMs : nowMs + PUT_OFF_MS + Math.random() * PUT_OFF_SPREAD_MS);
    await this.#options.postpone(
      deliveries.map(({ tenant, id }) => ({ tenant, deliveryId: id, nextAttemptAt: dueAt() })),
    );
  }

  #letGo({ id }: Sendable): void {
    this.#held.delete(id);
    if (this.#held.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
