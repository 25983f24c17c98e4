import type { CompiledPolicy, Instant, Policy, PolicyInForce } from '@demarc/domain';
import { type PolicyAdoption, PolicyBook } from './policy-book.js';
import { parsePolicy } from './policy-file.js';
import { shippedPolicies } from './shipped-policies.js';

/** What a store keeps of policies: the published files in order, and the adoptions. */
export interface KeptPolicies {
  readonly stamp: string;
  readonly policies: readonly { readonly version: string; readonly document: string }[];
  readonly adoptions: readonly PolicyAdoption[];
}

/** Answers null when nothing changed since `stamp`. */
export type LoadPolicies = (stamp: string | null) => Promise<KeptPolicies | null>;

/** The policies that ship and those that were published, kept current: `refresh` looks for news. */
export class PolicyShelf {
  readonly #load: LoadPolicies;
  readonly #shipped: readonly Policy[];
  #book: PolicyBook;
  #stamp: string | null = null;

  /** Loads everything. Throws when the store cannot be asked or a kept policy cannot be read. */
  static async open(load: LoadPolicies): Promise<PolicyShelf> {
    const shelf = new PolicyShelf(load, await shippedPolicies());
    await shelf.refresh();
    return shelf;
  }

  private constructor(load: LoadPolicies, shipped: readonly Policy[]) {
    this.#load = load;
    this.#shipped = shipped;
    this.#book = new PolicyBook(shipped);
  }

  get book(): PolicyBook {
    return this.#book;
  }

  inForce(tenant: string, at: Instant): PolicyInForce {
    return this.#book.inForce(tenant, at);
  }

  named(version: string): CompiledPolicy | null {
    return this.#book.named(version);
  }

  /** Throws when a kept policy cannot be read: to decide by another one without a word would be worse than to stop. */
  async refresh(): Promise<void> {
    const kept = await this.#load(this.#stamp);
    if (!kept) return;
    const all = new Map(this.#shipped.map((policy) => [policy.version, policy]));
    for (const { version, document } of kept.policies) {
      // A published file may extend any that was there before it.
      try {
        const policy = parsePolicy(document, (base) => all.get(base) ?? null);
        all.set(version, policy);
      } catch (cause) {
        throw new Error(`The published policy ${version} cannot be read by this release of Demarc.`, { cause });
      }
    }
    this.#book = new PolicyBook([...all.values()], kept.adoptions);
    this.#stamp = kept.stamp;
  }
}
