import type { AuditKeys } from '@demarc/contracts';
import { type Instant, epochMs, instantOf } from '@demarc/domain';
import { type Clock, type Log, Wakeable } from '@demarc/runtime';
import { DataSource, holdChain, tenantsToSeal } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { RouterMetrics } from '../router-metrics.js';
import { AUDIT_KEYS, CLOCK, CONFIG, LOG, type RouterConfig } from '../tokens.js';
import { CHECKPOINT_EVERY_MS, ChainBroken, sealChain } from './seal-chain.js';

/**
 * Seals the record behind the commits that write it, tenant by tenant, by a poll: what committed late is found by its
 * mark, whatever its time. Shared by all routers; of one chain only one of them has hold at a time.
 */
@Injectable()
export class Sealer {
  readonly #wakeable = new Wakeable(() => this.#seal());
  readonly #broken = new Set<string>();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(AUDIT_KEYS) private readonly keys: AuditKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly metrics: RouterMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), this.config.DEMARC_ROUTER_POLL_MS);
  }

  /** Seals what is there once more and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#wakeable.wake();
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #seal(): Promise<void> {
    try {
      const since = instantOf(epochMs(this.clock.now()) - CHECKPOINT_EVERY_MS);
      for (const tenant of await tenantsToSeal(this.store, since)) await this.#sealTenant(tenant);
    } catch (error) {
      this.log.warn({ err: error }, 'the record could not be sealed; it is tried again');
    }
  }

  async #sealTenant(tenant: string): Promise<void> {
    try {
      while (await this.#sealOnce(tenant, this.clock.now())) if (this.#stopped) return;
      this.#broken.delete(tenant);
    } catch (error) {
      if (!(error instanceof ChainBroken)) throw error;
      if (!this.#broken.has(tenant)) this.log.error({ tenant }, error.message);
      this.#broken.add(tenant);
    }
  }

  /** Whether there may be more. */
  async #sealOnce(tenant: string, now: Instant): Promise<boolean> {
    let more = false;
    await holdChain(this.store, tenant, async (chain) => {
      const round = await sealChain(chain, this.keys, now);
      more = round.more;
      this.metrics.sealed.inc(round.sealed);
      if (round.refused > 0)
        this.log.error(
          { tenant, marks: round.refused },
          'entries of the record were not signed by a process of Demarc and are not sealed',
        );
    });
    return more;
  }
}
