import type { KeptRunning } from './keep-running.js';

/** Who stops before whom: services write to both servers, and to the sinks until they have drained. */
const TIERS = ['services', 'sinks', 'nats', 'postgres'] as const;
export type Tier = (typeof TIERS)[number];

/** Thrown inside a start that was told to stop. */
export class StoppedWhileStarting extends Error {}

/** Everything that runs, and the way down. */
export class StopOrder {
  readonly #tiers = new Map<Tier, KeptRunning[]>(TIERS.map((tier) => [tier, []]));
  readonly #hurry = new AbortController();
  readonly #atEnd: (() => void)[] = [];
  #stopping = false;

  add(tier: Tier, running: KeptRunning): void {
    this.#tiers.get(tier)!.push(running);
    // Came up while the stop was asked for: services need not wait for their turn.
    if (this.#stopping && tier === 'services') void running.stop(this.#hurry.signal);
  }

  /** From now on, what crashes is started again. */
  keepAll(): void {
    for (const running of [...this.#tiers.values()].flat()) running.keep();
  }

  atEnd(work: () => void): void {
    this.#atEnd.push(work);
  }

  /** Whether a stop was asked for. */
  get asked(): boolean {
    return this.#stopping;
  }

  /** @throws StoppedWhileStarting once a stop was asked for */
  goOn(): void {
    if (this.#stopping) throw new StoppedWhileStarting();
  }

  /** Begins the stop of a start that is under way: its services end, so that nobody waits for them any longer. */
  ask(): void {
    this.#stopping = true;
    for (const running of this.#tiers.get('services')!) void running.stop(this.#hurry.signal);
  }

  /** No more patience: whatever still runs, or comes to be stopped, ends at once. */
  hurry(): void {
    this.#hurry.abort();
  }

  /** Stops everything, tier by tier. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const tier of TIERS)
      await Promise.all(this.#tiers.get(tier)!.map((running) => running.stop(this.#hurry.signal)));
    for (const work of this.#atEnd) work();
  }
}
