import type { ClassifiedDevice, ReviewReason } from '../classify/classified-device.js';
import type { DirectoryState } from '../directory/directory.js';
import type { Instant } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { CompiledPolicy } from './apply.js';
import type { Clause, Clocks, DeviceAction, Facts, Involvement, Party, Queue } from './policy.js';
import type { ServiceImpact, ServiceImpactFlag } from './service-impact.js';

/** Who must be told beside the owner, and under which rule. */
export interface Inform {
  readonly queue: Queue;
  readonly because: string;
}

/** A policy with why it is the one that holds, for the receipt. */
export interface PolicyInForce {
  readonly compiled: CompiledPolicy;
  /** Such as `the default` or `fabrikam adopted it from 2023-07-13`. */
  readonly because: string;
}

/** What decides beside the event itself. */
export interface DecidingInputs {
  readonly policy: PolicyInForce;
  /** A person's word on service impact; it goes before the event and the rules. */
  readonly flag: ServiceImpactFlag | null;
  /** Recorded, and used for "enrolled now". */
  readonly now: Instant;
}

/** Who owns an event, or its half, and everything that follows from it. Immutable; the receipt is its explanation. */
export interface Decision {
  readonly queue: Queue;
  readonly party: Party;
  readonly inform: Inform | null;
  readonly severity: Severity;
  /** Null: no service level runs. */
  readonly clocks: Clocks | null;
  readonly provisional: boolean;
  readonly review: readonly ReviewReason[];
  readonly actions: readonly DeviceAction[];
  readonly facts: Facts;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly receipt: Receipt;
}

/** Receipts of another shape cannot be recomputed by this version. */
export const RECEIPT_VERSION = 2;

/**
 * Why: the clause that won, the facts and where each came from. Which clauses stood before it and what would flip the
 * owner follows from facts and policy (`explain`), and is not repeated in each receipt.
 */
export interface Receipt {
  readonly receiptVersion: typeof RECEIPT_VERSION;
  readonly clause: Pick<Clause, 'id' | 'title' | 'source' | 'quote'>;
  readonly policyVersion: string;
  readonly policyDigest: string;
  readonly policyBecause: string;
  readonly facts: Facts;
  readonly from: Readonly<Record<keyof Facts, string>>;
  readonly serviceImpact: ServiceImpact;
  /** The person's word that was used; null: none. */
  readonly flag: ServiceImpactFlag | null;
  readonly involved: readonly Involvement[];
  /** The devices of this half, and those that are merely near. */
  readonly devices: readonly ClassifiedDevice[];
  /** What the other party owns of the same event; null: nothing. */
  readonly otherHalf: OtherHalf | null;
  readonly severityFrom: string;
  readonly actionsFrom: string;
  readonly directory: DirectoryState;
  readonly decidedAt: Instant;
}

/** No identifiers: each party sees its own devices. */
export interface OtherHalf {
  readonly party: Party;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly devices: number;
}
