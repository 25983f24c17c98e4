import { DURABLES, byTenant, subjectsOfTenant } from '@demarc/contracts';
import { type Log, type NatsConnection, OutOfTurn, Wakeable, backlogOf, messagesBySubject } from '@demarc/runtime';
import { DataSource, alone } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from './known-tenants.js';
import { RouterMetrics } from './router-metrics.js';
import { BatchRouter } from './routing/route-batch.js';
import { BUS, LOG } from './tokens.js';

const LOOK_EVERY_MS = 200;
/** So much of one tenant is a storm: others would wait for seconds behind it. */
export const STORM = 2_000;
/** A tenant of whom no more lies there has done nothing to wait for. */
export const FEW = 200;
const MOST_AT_ONCE = 500;

/**
 * Lets tenants of whom little waits overtake the storm of another one. All events come in one stream and are read in its
 * order; while somebody floods it, this reads what the others sent out of its turn, and takes it out once it is
 * committed. Of several routers one does it. What both come upon is one event all the same.
 */
@Injectable()
export class Overtaker {
  readonly #wakeable = new Wakeable(() => this.#look());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    private readonly router: BatchRouter,
    private readonly known: KnownTenants,
    private readonly metrics: RouterMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #look(): Promise<void> {
    try {
      if (this.#stopped || (await backlogOf(this.bus, DURABLES.routerEvents)).waiting < STORM) return;
      await alone(this.store, 'overtaking', () => this.#overtake());
    } catch (error) {
      this.log.warn({ err: error }, 'nobody overtakes the storm now; it is tried again');
    }
  }

  async #overtake(): Promise<void> {
    const { routerEvents } = DURABLES;
    const quiet = quietBesideStorm(await messagesBySubject(this.bus, routerEvents));
    if (quiet.length === 0) return;
    const { givenUpTo } = await backlogOf(this.bus, routerEvents);
    const stream = await OutOfTurn.of(this.bus, routerEvents.stream);
    let room = MOST_AT_ONCE;
    for (const tenant of quiet.filter((name) => this.known.tenants.has(name))) {
      if (room === 0 || this.#stopped) return;
      const messages = await stream.read(subjectsOfTenant(tenant), givenUpTo, room);
      if (messages.length === 0) continue;
      room -= messages.length;
      const outcomes = await this.router.route(messages);
      const settled = messages.filter((_, index) => outcomes[index]!.type !== 'retry');
      await Promise.all(settled.map((message) => stream.remove(message)));
      this.metrics.overtook.inc(settled.length);
    }
  }
}

/** Tenants of whom few messages lie there, the fewest first, while another one's are a storm; none while nobody's are. */
export function quietBesideStorm(bySubject: ReadonlyMap<string, number>): readonly string[] {
  const counts = [...byTenant(bySubject)];
  if (!counts.some(([, count]) => count >= STORM)) return [];
  return counts
    .filter(([, count]) => count <= FEW)
    .toSorted(([, one], [, other]) => one - other)
    .map(([tenant]) => tenant);
}
