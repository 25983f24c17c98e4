import type { SourceEvent } from '../event/source-event.js';
import type { Severity } from '../event/vocabulary.js';
import type { CompiledPolicy } from './apply.js';
import { type Decision, type DecidingInputs, RECEIPT_VERSION, type Receipt } from './decision.js';
import { type Clocks, type Party, type Queue, partyOf } from './policy.js';
import { situationOf } from './replay-situation.js';
import { type ClassifiedEvent, decideOn } from './route.js';

/** What a policy looks at of an event, which is much less than the event. */
export type PastEvent = Omit<
  SourceEvent,
  'firstActivityAt' | 'lastActivityAt' | 'correlationKey' | 'subjects' | 'link' | 'remarks'
>;

/** What deciding again needs of a receipt. */
export type PastReceipt = Pick<
  Receipt,
  'policyVersion' | 'flag' | 'involved' | 'devices' | 'otherHalf' | 'directory' | 'decidedAt'
> & { readonly receiptVersion: number };

/** One decision of the past on an event, or on one party's half of it, as the store keeps it. */
export interface PastDecision {
  readonly event: PastEvent;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly receipt: PastReceipt;
  /** Of the other party's half; null: the event was not divided. */
  readonly otherHalf: PastReceipt | null;
}

/**
 * - `older-receipt`: written before receipts kept all that deciding again needs.
 * - `policy-unknown`: the policy that decided it is not among those that are known now.
 * - `half-missing`: the event was divided, and the other half's receipt is gone.
 * - `not-as-recorded`: its own policy does not give what was recorded, so that a comparison would prove nothing.
 */
export const REPLAY_GAPS = ['older-receipt', 'policy-unknown', 'half-missing', 'not-as-recorded'] as const;
export type ReplayGap = (typeof REPLAY_GAPS)[number];

/** What an incident's people notice of a decision. */
export interface ReplayOutcome {
  readonly party: Party;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly severity: Severity;
  /** Null: no service level runs. */
  readonly clocks: Clocks | null;
  /** The other party's team that is told; null: nobody has to be. */
  readonly informed: Queue | null;
  /** How many parties own a part of the event. */
  readonly halves: number;
}

export interface ReplayedDecision {
  readonly from: ReplayOutcome;
  readonly to: ReplayOutcome;
}

/** The policies a replay compares: those that decided, by version, and the one that would. */
export interface ReplayPolicies {
  readonly named: (version: string) => CompiledPolicy | null;
  readonly candidate: CompiledPolicy;
}

/** Of one event, for each party that owns a part: by the policy that decided, and by the candidate. */
interface Compared {
  readonly before: readonly ReplayOutcome[];
  readonly after: readonly ReplayOutcome[];
}

const SITUATIONS_REMEMBERED = 20_000;

/**
 * Decides events of the past by another policy: with the devices as they were identified then, the person's word that
 * was used and the time of the decision. What was decided is computed by its own policy too, since the store keeps of
 * it only the owner and the clause, which must agree. Events in one situation are decided once.
 */
export class Replayer {
  readonly #policies: ReplayPolicies;
  readonly #compared = new Map<string, Compared>();

  constructor(policies: ReplayPolicies) {
    this.#policies = policies;
  }

  /** What was and would be, or why that cannot be told. */
  replay(past: PastDecision): ReplayedDecision | ReplayGap {
    const { queue, clauseId, receipt, otherHalf } = past;
    if (receipt.receiptVersion !== RECEIPT_VERSION) return 'older-receipt';
    if (otherHalf && otherHalf.receiptVersion !== RECEIPT_VERSION) return 'older-receipt';
    if (receipt.otherHalf && !otherHalf) return 'half-missing';
    const own = this.#policies.named(receipt.policyVersion);
    if (!own) return 'policy-unknown';
    const { before, after } = this.#compare(past, own);
    const party = partyOf(queue);
    const from = before.find((half) => half.party === party);
    if (from?.queue !== queue || from.clauseId !== clauseId) return 'not-as-recorded';
    return { from, to: after.find((half) => half.party === party) ?? after[0]! };
  }

  #compare(past: PastDecision, own: CompiledPolicy): Compared {
    const classified = classifiedThen(past);
    const situation = situationOf(classified, own.policy.version, past.receipt.flag);
    const known = this.#compared.get(situation);
    if (known) return known;
    const outcomesBy = (policy: CompiledPolicy) => decideOn(classified, inputsOf(policy, past.receipt)).map(outcomeOf);
    const compared = { before: outcomesBy(own), after: outcomesBy(this.#policies.candidate) };
    if (this.#compared.size >= SITUATIONS_REMEMBERED) this.#compared.clear();
    this.#compared.set(situation, compared);
    return compared;
  }
}

function inputsOf(compiled: CompiledPolicy, { flag, decidedAt }: PastReceipt): DecidingInputs {
  return { policy: { compiled, because: 'replay' }, flag, now: decidedAt };
}

function classifiedThen({ event: past, receipt, otherHalf }: PastDecision): ClassifiedEvent {
  const { devices, involved, directory } = receipt;
  // Its subjects are the devices, classified; a spec replays events without the rest.
  const event = past as SourceEvent;
  if (!receipt.otherHalf || !otherHalf) return { event, devices, involved, directory };
  // Each half has its own side's devices, and those of its side that are merely near.
  return { event, devices: [...devices, ...otherHalf.devices], involved, directory };
}

function outcomeOf(decision: Decision, _: number, { length: halves }: readonly Decision[]): ReplayOutcome {
  const { party, queue, clauseId, policyVersion, severity, clocks, inform } = decision;
  return { party, queue, clauseId, policyVersion, severity, clocks, informed: inform?.queue ?? null, halves };
}
