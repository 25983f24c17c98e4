import { type CompiledPolicy, type Instant, type Policy, type PolicyInForce, compilePolicy } from '@demarc/domain';
import { DEFAULT_POLICY_VERSION } from './shipped-policies.js';

/** From when a policy holds for a tenant, and who said so. */
export interface PolicyAdoption {
  readonly tenant: string;
  readonly version: string;
  /** Events whose activity began then or later are decided by it. */
  readonly holdsFrom: Instant;
  readonly adoptedAt: Instant;
  readonly adoptedBy: string;
  /** Who agreed to it; null when it took one person. */
  readonly approvedBy?: string | null;
}

const MIDNIGHT = 'T00:00:00.0000000Z';

/** Which policy holds for whom and from when. Pure and in memory; a new one is made when anything is published. */
export class PolicyBook {
  readonly #policies: ReadonlyMap<string, Policy>;
  readonly #compiled = new Map<string, CompiledPolicy>();
  /** Latest first: by when it holds from, then by when it was adopted, so that a correction on the same day wins. */
  readonly #adoptions: ReadonlyMap<string, readonly Held[]>;
  readonly #fallback: PolicyInForce;

  /**
   * `policies` are the shipped and the published ones; `fallback` names the default of every tenant.
   * Throws when two have one version, or when the default or an adopted one is not among them.
   */
  constructor(
    policies: readonly Policy[],
    adoptions: readonly PolicyAdoption[] = [],
    fallback: string = DEFAULT_POLICY_VERSION,
  ) {
    this.#policies = new Map(policies.map((policy) => [policy.version, policy]));
    if (this.#policies.size < policies.length) throw new Error('Two policies have one version; rename one of them.');
    this.#fallback = { compiled: this.#known(fallback), because: 'the default of every tenant' };
    const held = adoptions.map((adoption) => ({ adoption, inForce: this.#inForceBy(adoption) }));
    this.#adoptions = new Map(
      [...Map.groupBy(held, ({ adoption }) => adoption.tenant)].map(([tenant, all]) => [tenant, all.sort(latestFirst)]),
    );
  }

  /** The policy that decides an event of a tenant whose activity began at `at`. */
  inForce(tenant: string, at: Instant): PolicyInForce {
    const held = this.#adoptions.get(tenant)?.find(({ adoption }) => adoption.holdsFrom <= at);
    return held ? held.inForce : this.#fallback;
  }

  /** A policy by its version, whoever adopted it; null when there is none. Compiled once. */
  named(version: string): CompiledPolicy | null {
    const known = this.#compiled.get(version);
    if (known) return known;
    const policy = this.#policies.get(version);
    if (!policy) return null;
    const compiled = compilePolicy(policy);
    this.#compiled.set(version, compiled);
    return compiled;
  }

  /** What a tenant adopted, in the order in which it holds; before the first one the default holds. */
  policiesOf(tenant: string): readonly PolicyAdoption[] {
    return (this.#adoptions.get(tenant) ?? []).map(({ adoption }) => adoption).toReversed();
  }

  /** Every policy in the book, in the order given. */
  get policies(): readonly Policy[] {
    return [...this.#policies.values()];
  }

  #inForceBy({ tenant, version, holdsFrom }: PolicyAdoption): PolicyInForce {
    const from = holdsFrom.endsWith(MIDNIGHT) ? holdsFrom.slice(0, -MIDNIGHT.length) : holdsFrom;
    return { compiled: this.#known(version), because: `${tenant} adopted it, in force from ${from}` };
  }

  #known(version: string): CompiledPolicy {
    const compiled = this.named(version);
    if (!compiled) throw new Error(`There is no policy ${version}; publish it before anybody adopts it.`);
    return compiled;
  }
}

interface Held {
  readonly adoption: PolicyAdoption;
  readonly inForce: PolicyInForce;
}

function latestFirst({ adoption: a }: Held, { adoption: b }: Held): number {
  if (a.holdsFrom !== b.holdsFrom) return a.holdsFrom < b.holdsFrom ? 1 : -1;
  if (a.adoptedAt !== b.adoptedAt) return a.adoptedAt < b.adoptedAt ? 1 : -1;
  return 0;
}
