import { DURABLES, byTenant } from '@demarc/contracts';
import { type Log, type NatsConnection, Wakeable, messagesBySubject, sizeOf } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiConfig } from '../config.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, CONFIG, LOG } from '../tokens.js';

const LOOK_EVERY_MS = 500;
const RETRY_WHEN_FULL_S = 10;
const RETRY_OF_TENANT_S = 5;

/**
 * How many events wait to be routed, and whether one more is taken over HTTP: what is accepted is kept whatever happens,
 * and so that it is also routed in good time, no more is accepted than can be.
 */
@Injectable()
export class WaitingRoom {
  readonly #wakeable = new Wakeable(() => this.#look());
  #timer: NodeJS.Timeout | undefined;
  #waiting = 0;
  #byTenant: ReadonlyMap<string, number> = new Map();

  constructor(
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#wakeable.settled();
  }

  /** Throws `unavailable` when too much waits of everybody, and `too-many-requests` when too much does of this tenant. */
  requireRoom(tenant: string): void {
    const { DEMARC_MOST_WAITING: most, DEMARC_MOST_WAITING_OF_TENANT: mostOfTenant } = this.config;
    if (this.#waiting >= most)
      throw new ProblemError(
        'unavailable',
        `${this.#waiting} events wait to be routed, and no more are taken (DEMARC_MOST_WAITING). Keep the event and send it again.`,
        { retryAfterS: RETRY_WHEN_FULL_S },
      );
    const ofTenant = this.#byTenant.get(tenant) ?? 0;
    if (ofTenant >= mostOfTenant)
      throw new ProblemError(
        'too-many-requests',
        `${ofTenant} events of ${tenant} wait to be routed, and no more are taken (DEMARC_MOST_WAITING_OF_TENANT). Keep the event and send it again.`,
        { retryAfterS: RETRY_OF_TENANT_S },
      );
  }

  async #look(): Promise<void> {
    try {
      this.#waiting = (await sizeOf(this.bus, DURABLES.routerEvents.stream)).messages;
      this.#byTenant =
        this.#waiting >= this.config.DEMARC_MOST_WAITING_OF_TENANT
          ? byTenant(await messagesBySubject(this.bus, DURABLES.routerEvents))
          : new Map();
    } catch (error) {
      // Publishing says more about a NATS that is away.
      this.log.debug({ err: error }, 'how many events wait cannot be seen now');
    }
  }
}
