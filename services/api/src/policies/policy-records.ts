import { PolicyShelf, SHIPPED_POLICY_VERSIONS, shippedPolicyText } from '@demarc/contracts';
import type { Instant, Policy } from '@demarc/domain';
import { DataSource, loadPolicies } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';

/** A policy with how it came to be there. */
export interface PolicyRecord {
  readonly policy: Policy;
  readonly document: string;
  readonly isShipped: boolean;
  /** Null: every tenant may adopt it. */
  readonly tenant: string | null;
  /** Null: it ships. */
  readonly publishedAt: Instant | null;
  readonly publishedBy: string | null;
  readonly approvedBy: string | null;
}

/** Policies with their words, read anew each time: these doors are seldom used, and an answer must not be old. */
@Injectable()
export class PolicyRecords {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
  ) {}

  /** Those that ship, then those that were published, in order. */
  async all(): Promise<readonly PolicyRecord[]> {
    await this.shelf.refresh();
    const kept = (await loadPolicies(this.store, null))!.policies;
    const shipped = SHIPPED_POLICY_VERSIONS.map(async (version): Promise<PolicyRecord> => ({
      policy: this.#policy(version)!,
      document: await shippedPolicyText(version),
      isShipped: true,
      tenant: null,
      publishedAt: null,
      publishedBy: null,
      approvedBy: null,
    }));
    const published = kept.flatMap(
      ({ version, document, tenant, publishedAt, publishedBy, approvedBy }): PolicyRecord[] => {
        const policy = this.#policy(version);
        // Published since the shelf was read: the next look shows it.
        return policy ? [{ policy, document, isShipped: false, tenant, publishedAt, publishedBy, approvedBy }] : [];
      },
    );
    return [...(await Promise.all(shipped)), ...published];
  }

  async byVersion(): Promise<ReadonlyMap<string, PolicyRecord>> {
    return new Map((await this.all()).map((record) => [record.policy.version, record]));
  }

  async find(version: string): Promise<PolicyRecord | null> {
    return (await this.byVersion()).get(version) ?? null;
  }

  #policy(version: string): Policy | null {
    return this.shelf.named(version)?.policy ?? null;
  }
}

export function unknownPolicy(version: string): ProblemError {
  const detail = `There is no policy ${version}. \`demarc policy list\` or GET /v1/policies lists what there is.`;
  return new ProblemError('unknown-policy', detail, { errors: [{ field: 'version', detail }] });
}
