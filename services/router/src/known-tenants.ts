import { POKES } from '@demarc/contracts';
import {
  type Device,
  type Directory,
  DirectoryIndex,
  type DirectoryState,
  SHIPPED_SERVICE_LEVELS,
  type ServiceLevels,
  serviceLevelsOf,
} from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { DataSource, type TenantRow, changedDevices, loadTenants } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { BUS, CONFIG, LOG, type RouterConfig } from './tokens.js';

const PAGE = 5_000;
/** Changed devices that are kept at once until all of them are read. */
const MOST_FOLLOWED = 10_000;
const EMPTY: Directory = new DirectoryIndex();

/**
 * The tenants and their directories in memory, kept current: a poke over NATS makes it look at once, a poll
 * makes it look when the poke was lost. A directory is followed by revision, so looking twice costs nothing.
 */
@Injectable()
export class KnownTenants {
  readonly #tenants = new Map<string, TenantRow>();
  readonly #levels = new Map<string, ServiceLevels>();
  readonly #directories = new Map<string, DirectoryIndex>();
  #looking: Promise<void> | null = null;
  #lastLook: Promise<void> = Promise.resolve();
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

  /** By what time the tenant's incidents are measured. */
  levelsOf(tenant: string): ServiceLevels {
    return this.#levels.get(tenant) ?? SHIPPED_SERVICE_LEVELS;
  }

  /** The revision that a decision of this moment would rest on. */
  revisionOf(tenant: string): number {
    return this.directoryOf(tenant).state.revision;
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

  /** One look at a time: of two at once the one that began first could end last, and bring the older state back. */
  #look(): Promise<void> {
    const look = this.#lastLook.then(() => this.#lookNow());
    this.#lastLook = look.catch(() => undefined);
    return look;
  }

  async #lookNow(): Promise<void> {
    for (const tenant of await loadTenants(this.store)) {
      const known = this.#directories.get(tenant.tenant) ?? new DirectoryIndex();
      const moved = tenant.directory.revision > known.state.revision;
      const directory = moved ? await this.#follow(tenant, known) : known;
      this.#directories.set(tenant.tenant, directory);
      this.#tenants.set(tenant.tenant, tenant);
      this.#levels.set(tenant.tenant, serviceLevelsOf(tenant.serviceLevels));
    }
  }

  /**
   * Devices and state change together, between two batches: a decision names the revision it rests on, and must be the
   * same when it is recomputed from that. A large change is read into a new index, so that memory stays bounded.
   */
  async #follow({ tenant, directory: state }: TenantRow, known: DirectoryIndex): Promise<DirectoryIndex> {
    const changed = known.state.revision === 0 ? null : await this.#changesOf(tenant, known.state.revision, state);
    const directory = changed ? known : await this.#readAnew(tenant, state);
    for (const device of changed ?? []) directory.put(device);
    directory.state = state;
    this.log.info(
      { tenant, revision: state.revision, changed: changed?.length ?? 'all', devices: directory.size },
      'directory followed',
    );
    return directory;
  }

  /** Null: more than fit into memory beside the directory. */
  async #changesOf(tenant: string, after: number, { revision: upTo }: DirectoryState): Promise<Device[] | null> {
    const changed: Device[] = [];
    for (;;) {
      const page = await changedDevices(this.store, tenant, { after, upTo }, PAGE, changed.at(-1)?.id);
      changed.push(...page);
      if (page.length < PAGE) return changed;
      if (changed.length >= MOST_FOLLOWED) return null;
    }
  }

  async #readAnew(tenant: string, { revision: upTo }: DirectoryState): Promise<DirectoryIndex> {
    const directory = new DirectoryIndex();
    let last: string | undefined;
    for (;;) {
      const page = await changedDevices(this.store, tenant, { after: 0, upTo }, PAGE, last);
      for (const device of page) directory.put(device);
      last = page.at(-1)?.id;
      if (page.length < PAGE) return directory;
    }
  }
}
