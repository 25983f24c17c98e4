import type { Access, Identity } from '@demarc/domain';

/** Each reads ahead; more than this would be a flood. */
export const MOST_OPEN = 1_000;
/** A person has a console in some windows, and a key as many programs. */
export const MOST_OF_ONE = 20;
/** Four customers at their most leave nobody else without. */
export const MOST_OF_TENANT = 250;

/** Who has no room for one more. */
export type FullOf =
  { readonly who: 'everybody' } | { readonly who: 'one' } | { readonly who: 'tenant'; readonly tenant: string };

/** The feeds that are open here, and those being opened: in all, of each person or key, and of each customer's people. */
export class OpenFeeds {
  #all = 0;
  readonly #of = new Map<string, number>();

  /** Takes a place, and answers what gives it back once; or says who has none left. */
  take({ id }: Pick<Identity, 'id'>, { tenants }: Pick<Access, 'tenants'>): (() => void) | FullOf {
    const one = `one ${id}`;
    // Who works over all customers takes nothing of theirs.
    const ofTenants = tenants === 'all' ? [] : tenants;
    if (this.#has(one) >= MOST_OF_ONE) return { who: 'one' };
    const full = ofTenants.find((tenant) => this.#has(nameOf(tenant)) >= MOST_OF_TENANT);
    if (full !== undefined) return { who: 'tenant', tenant: full };
    if (this.#all >= MOST_OPEN) return { who: 'everybody' };
    const sharers = [one, ...ofTenants.map(nameOf)];
    this.#add(1, sharers);
    let kept = true;
    return () => {
      if (kept) this.#add(-1, sharers);
      kept = false;
    };
  }

  #has(sharer: string): number {
    return this.#of.get(sharer) ?? 0;
  }

  #add(amount: number, sharers: readonly string[]): void {
    this.#all += amount;
    for (const sharer of sharers) {
      const has = this.#has(sharer) + amount;
      if (has > 0) this.#of.set(sharer, has);
      else this.#of.delete(sharer);
    }
  }
}

const nameOf = (tenant: string): string => `tenant ${tenant}`;
