import { POKES } from '@demarc/contracts';
import { type Directory, DirectoryIndex } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { DataSource, type TenantRow, changedDevices, loadTenants } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { BUS, CONFIG, LOG, type RouterConfig } from './tokens.js';

const PAGE = 5_000;
const EMPTY: Directory = new DirectoryIndex();

/**
 * The tenants and their directories in memory, kept current: a poke over NATS makes it look at once, a poll
 * makes it look when the poke was lost. A directory is followed by revision, so looking twice costs nothing.
 */
@Injectable()
export class KnownTenants {
  readonly #tenants = new Map<string, TenantRow>();
  readonly #directories = new Map<string, DirectoryIndex>();
  #looking: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #loaded = false;

  constructor(
    private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Loads everything, then follows. Throws when the first load fails. */
  async start(): Promise<void> {
    this.bus.subscribe(POKES.anyDirectory, { callback: () => void this.refresh() });
    await this.#look();
    this.#loaded = true;
    this.#timer = setInterval(() => void this.refresh(), this.config.DEMARC_ROUTER_POLL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get problem(): string | null {
    return this.#loaded ? null : 'the directories are not loaded yet';
  }

  get tenants(): ReadonlyMap<string, TenantRow> {
    return this.#tenants;
  }

  get devices(): number {
    return [...this.#directories.values()].reduce((sum, directory) => sum + directory.size, 0);
  }

  directoryOf(tenant: string): Directory {
    return this.#directories.get(tenant) ?? EMPTY;
  }

  /** Looks for news now; calls while a look is under way are answered by one more look after it. */
  async refresh(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#lookUntilQuiet().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Looks for news now and fails when the store cannot be asked: for a caller who must not go by what is remembered. */
  async ask(): Promise<void> {
    await this.#look();
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#look();
      } catch (error) {
        this.log.warn(
          { err: error },
          'the tenants and directories could not be refreshed; the last known ones stay in use',
        );
      }
    } while (this.#again);
  }

  async #look(): Promise<void> {
    for (const tenant of await loadTenants(this.store)) {
      const directory = this.#directories.get(tenant.tenant) ?? new DirectoryIndex();
      if (tenant.directoryRevision > directory.revision) await this.#follow(tenant, directory);
      directory.loaded = tenant.directoryLoaded;
      this.#directories.set(tenant.tenant, directory);
      this.#tenants.set(tenant.tenant, tenant);
    }
  }

  async #follow(tenant: TenantRow, directory: DirectoryIndex): Promise<void> {
    let after: string | undefined;
    let changed = 0;
    for (;;) {
      const page = await changedDevices(this.store, tenant.tenant, directory.revision, PAGE, after);
      for (const device of page) directory.put(device);
      changed += page.length;
      after = page.at(-1)?.id;
      if (page.length < PAGE) break;
    }
    directory.revision = tenant.directoryRevision;
    this.log.info(
      { tenant: tenant.tenant, revision: directory.revision, changed, devices: directory.size },
      'directory followed',
    );
  }
}
