import type { OwnTemplate } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';

export interface OwnTemplatesOptions {
  readonly load: (tenant: string) => Promise<readonly OwnTemplate[]>;
  readonly log: Log;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs?: () => number;
}

const FRESH_MS = 2_000;
const MOST_TENANTS = 10_000;

/** The templates of tenants, read again when they are older than two seconds: a change is soon in use, a storm asks once. */
export class OwnTemplates {
  readonly #options: OwnTemplatesOptions;
  readonly #known = new Map<string, { readonly atMs: number; readonly templates: Promise<readonly OwnTemplate[]> }>();

  constructor(options: OwnTemplatesOptions) {
    this.#options = options;
  }

  /** Never throws: when they cannot be read the shipped ones are used, since words matter less than the notice. */
  of(tenant: string): Promise<readonly OwnTemplate[]> {
    const { monotonicMs = () => performance.now() } = this.#options;
    const known = this.#known.get(tenant);
    if (known && monotonicMs() - known.atMs < FRESH_MS) return known.templates;
    if (this.#known.size >= MOST_TENANTS) this.#known.clear();
    const templates = this.#load(tenant);
    this.#known.set(tenant, { atMs: monotonicMs(), templates });
    return templates;
  }

  async #load(tenant: string): Promise<readonly OwnTemplate[]> {
    const { load, log } = this.#options;
    try {
      return await load(tenant);
    } catch (error) {
      log.warn({ err: error, tenant }, 'templates cannot be read; the shipped ones are used');
      return [];
    }
  }
}
