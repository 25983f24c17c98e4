import { type KnownTenant, POKES } from '@demarc/contracts';
import { PROVIDER } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { ALL_TENANTS, DataSource, type TenantRow, actingFor, loadTenants } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { mayBeAbout } from '../access/asking.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, LOG } from '../tokens.js';

/** A poke can get lost while NATS is away; nothing stays unknown for longer than this. */
const RELOAD_EVERY_MS = 15_000;
/** A publisher with a wrong name must not make a query of every request. */
const RELOAD_ON_MISS_AFTER_MS = 500;

/** The tenants, in memory: every event is checked against them. Kept current by pokes, a look at the clock, and misses. */
@Injectable()
export class TenantDirectory {
  #tenants: ReadonlyMap<string, KnownTenant> = new Map();
  #loadedAtMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    await this.reload();
    this.bus.subscribe(POKES.anyDirectory, { callback: () => void this.#reloadOrLog() });
    this.#timer = setInterval(() => void this.#reloadOrLog(), RELOAD_EVERY_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  async reload(): Promise<void> {
    const rows = await actingFor(ALL_TENANTS, () => loadTenants(this.store));
    this.#tenants = new Map(
      rows.map(({ tenant, name, entraTenantId, areaRules }: TenantRow) => [tenant, { name, entraTenantId, areaRules }]),
    );
    this.#loadedAtMs = performance.now();
  }

  /** All tenants, after making sure that this one is not simply new. Throws `unknown-tenant`. */
  async including(tenant: string): Promise<ReadonlyMap<string, KnownTenant>> {
    if (!this.#tenants.has(tenant) && performance.now() - this.#loadedAtMs > RELOAD_ON_MISS_AFTER_MS)
      await this.reload();
    // To whoever may not know of it, it is as if it were not there.
    if (!this.#tenants.has(tenant) || !mayBeAbout(tenant)) throw unknownTenant(tenant);
    return this.#tenants;
  }

  /** All tenants, as they are by now. */
  async current(): Promise<ReadonlyMap<string, KnownTenant>> {
    await this.reload();
    return this.#tenants;
  }

  /** As {@link including}, for a directory: the provider has one too. */
  async requireDirectory(tenant: string): Promise<void> {
    if (tenant !== PROVIDER) await this.including(tenant);
    else if (!mayBeAbout(PROVIDER)) throw unknownTenant(PROVIDER);
  }

  async #reloadOrLog(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.log.warn({ err: error }, 'the tenants cannot be read again yet; the ones known stay');
    }
  }
}

export function unknownTenant(tenant: string): ProblemError {
  const known = '`demarc tenant list` or GET /v1/tenants lists those there are';
  const detail = `There is no tenant ${tenant}. ${known}; \`demarc tenant add\` or POST /v1/tenants makes one.`;
  return new ProblemError('unknown-tenant', detail, { errors: [{ field: 'tenant', detail }] });
}
