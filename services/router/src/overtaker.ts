import { DURABLES, byTenant, subjectsOfTenant } from '@demarc/contracts';
import { type Log, type NatsConnection, OutOfTurn, Wakeable, backlogOf, messagesBySubject } from '@demarc/runtime';
import { DataSource, alone } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from './known-tenants.js';
import { RouterMetrics } from './router-metrics.js';
import { BatchRouter } from './routing/route-batch.js';
import { BUS, CONFIG, LOG, type RouterConfig } from './tokens.js';

const LOOK_EVERY_MS = 200;
/** So many rounds of batches of one tenant are a storm. */
const STORM_ROUNDS = 2;
/** A tenant of whom no more than this part of what the storming one sent lies there has done nothing to wait for. */
const FEW = 1 / 10;
const MOST_AT_ONCE = 500;

/**
 * Lets tenants of whom little waits overtake the storm of another one. All events come in one stream and are read in its
 * order; while somebody floods it, this reads what the others sent out of its turn, and takes it out once it is
 * committed. Of several routers one does it. What both come upon is one event all the same.
 */
@Injectable()
export class Overtaker {
  readonly #wakeable = new Wakeable(() => this.#look());
  /** Messages. */
  readonly #storm: number;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    private readonly router: BatchRouter,
    private readonly known: KnownTenants,
    private readonly metrics: RouterMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) config: RouterConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.#storm = config.DEMARC_ROUTER_BATCH * config.DEMARC_ROUTER_IN_FLIGHT * STORM_ROUNDS;
  }

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
      if (this.#stopped || (await backlogOf(this.bus, DURABLES.routerEvents)).waiting < this.#storm) return;
      await alone(this.store, 'overtaking', () => this.#overtake());
    } catch (error) {
      this.log.warn({ err: error }, 'nobody overtakes the storm now; it is tried again');
    }
  }

  async #overtake(): Promise<void> {
    const { routerEvents } = DURABLES;
    const quiet = quietBesideStorm(await messagesBySubject(this.bus, routerEvents), this.#storm);
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

/**
 * Tenants of whom few messages lie there, the fewest first, beside one of whom `storm` or more do; none while there is no
 * such one.
 */
export function quietBesideStorm(bySubject: ReadonlyMap<string, number>, storm: number): readonly string[] {
  const counts = [...byTenant(bySubject)];
  const most = Math.max(0, ...counts.map(([, count]) => count));
  if (most < storm) return [];
  return counts
    .filter(([, count]) => count <= most * FEW)
    .toSorted(([, one], [, other]) => one - other)
    .map(([tenant]) => tenant);
}
