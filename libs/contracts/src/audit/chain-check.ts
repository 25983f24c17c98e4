import { type AuditKeys } from './audit-key.js';
import { CHAIN_START, type ChainHead, type Stretch, isHead } from './chain.js';
import { type Checkpoint, checkpointText } from './checkpoint.js';
import type { AuditFinding, FindingKind } from './finding.js';
import { LinkWalk, type Slot } from './link-walk.js';

/** A part of a chain as it is kept, with what stands on record now. */
export interface ChainPage {
  /** In order of their places. */
  readonly stretches: readonly Stretch[];
  /** The first entry after them, when there is one. */
  readonly ahead: Slot | null;
  /** The hash of each entry that these name as it stands on record; without those that do not. */
  readonly recorded: ReadonlyMap<string, Buffer>;
}

/** What there is beside the chain. */
export interface ChainEnd {
  readonly head: ChainHead | null;
  /** Those that the tenant's record keeps, by number. */
  readonly checkpoints: readonly Checkpoint[];
  /** Those that were kept elsewhere. */
  readonly anchors: readonly Checkpoint[];
  /** On record, neither in the chain nor signed to be sealed. */
  readonly unknown: readonly string[];
  /** More than once in the chain. */
  readonly twice: readonly string[];
}

export interface ChainFigures {
  readonly entries: number;
  readonly checkpoints: number;
}

/**
 * Checks one tenant's chain against its record, part by part, in memory for a part and for what is wrong. Pure: what
 * stands on record is given to it.
 */
export class ChainCheck {
  readonly #walk: LinkWalk;
  readonly #links = new Map<number, Buffer>();
  readonly #changed = new Map<string, { seq: number; now: Buffer }>();
  readonly #nameOfHash = new Map<string, string>();
  #places = 0;

  /** `watched`: the places whose links checkpoints and anchors tell. */
  constructor(
    private readonly keys: AuditKeys,
    private readonly tenant: string,
    private readonly watched: ReadonlySet<number>,
  ) {
    this.#walk = new LinkWalk(tenant, CHAIN_START);
  }

  /** Goes over the next part. What was changed is told at the end, when it is known whether it only changed places. */
  take({ stretches, ahead, recorded }: ChainPage): readonly AuditFinding[] {
    const findings: AuditFinding[] = [];
    let slots: Slot[] = [];
    const walk = (next: Slot | null) => {
      const found = this.#walk.go(slots, next, (seq, link) => {
        if (this.watched.has(seq)) this.#links.set(seq, link);
        this.#last = link;
      });
      findings.push(...found.map((one) => ({ tenant: this.tenant, ...one })));
      slots = [];
    };
    for (const stretch of stretches) {
      const key = this.keys.find(stretch.keyId);
      const lost = stretch.firstSeq - this.#places - 1;
      if (lost > 0) {
        walk(null);
        const [from, to] = [this.#places + 1, stretch.firstSeq - 1];
        findings.push(this.#finding('removed', null, from, `places ${from} to ${to} are missing in the chain`));
        this.#walk.next += lost;
        this.#walk.before = null;
      }
      if (lost < 0)
        findings.push(
          this.#finding('inserted', null, stretch.firstSeq, `place ${stretch.firstSeq} is in the chain more than once`),
        );
      stretch.entries.forEach((entry, index) => {
        const link = stretch.links[index] ?? Buffer.alloc(0);
        slots.push({ ...entry, link, key });
        const is = this.#compared(entry, stretch.firstSeq + index, recorded.get(entry.name) ?? null);
        if (is) findings.push(is);
      });
      if (!key)
        findings.push(
          this.#finding(
            'rewritten',
            null,
            stretch.firstSeq,
            `it names the key ${stretch.keyId}, which is not configured`,
          ),
        );
      this.#places = stretch.firstSeq + stretch.entries.length - 1;
    }
    walk(ahead);
    return findings;
  }

  #last: Buffer = CHAIN_START;

  /** What the end of the chain, its checkpoints and the rest of the record show. */
  end({ head, checkpoints, anchors, unknown, twice }: ChainEnd): readonly AuditFinding[] {
    return [
      ...this.#changes(),
      ...this.#atHead(head),
      ...this.#numbers(checkpoints),
      ...checkpoints.flatMap((one) => [...this.#against(one, `checkpoint ${one.number}`)]),
      ...anchors.flatMap((one) => [...this.#against(one, `the checkpoint ${one.number} that was kept elsewhere`)]),
      ...unknown.map((name) =>
        this.#finding(
          'inserted',
          name,
          null,
          'it is on record, but no process of Demarc wrote it or its seal was removed',
        ),
      ),
      ...twice.map((name) => this.#finding('inserted', name, null, 'it was sealed more than once')),
    ];
  }

  get figures(): Pick<ChainFigures, 'entries'> {
    return { entries: this.#places };
  }

  #compared({ name, hash }: { name: string; hash: Buffer }, seq: number, now: Buffer | null): AuditFinding | null {
    if (now === null) {
      this.#nameOfHash.set(hash.toString('hex'), name);
      return this.#finding('removed', name, seq, 'it was sealed and is not on record any more');
    }
    if (now.equals(hash)) return null;
    this.#nameOfHash.set(hash.toString('hex'), name);
    this.#changed.set(name, { seq, now });
    return null;
  }

  *#changes(): Generator<AuditFinding, void, void> {
    for (const [name, { seq, now }] of this.#changed) {
      const other = this.#nameOfHash.get(now.toString('hex'));
      yield other === undefined
        ? this.#finding('changed', name, seq, 'it is not as it was sealed')
        : this.#finding('reordered', name, seq, `what stands there was sealed as ${other}`);
    }
  }

  *#atHead(head: ChainHead | null): Generator<AuditFinding, void, void> {
    const last = this.#walk.next - 1;
    if (!head) {
      if (last > 0) yield this.#finding('cut-off', null, last, 'the mark of where the chain ends is missing');
      return;
    }
    if (!isHead(this.keys.find(head.keyId), this.tenant, head))
      yield this.#finding('rewritten', null, head.seq, 'the mark of where the chain ends is not as it was sealed');
    else if (head.seq > last)
      yield this.#finding('cut-off', null, last + 1, `places ${last + 1} to ${head.seq}, the last, are missing`);
    else if (head.seq < last || !head.link.equals(this.#last))
      yield this.#finding(
        'rewritten',
        null,
        head.seq,
        `the chain was sealed to end at place ${head.seq} with another link`,
      );
  }

  *#numbers(checkpoints: readonly Checkpoint[]): Generator<AuditFinding, void, void> {
    let expected = 1;
    for (const { number, seq } of checkpoints) {
      if (number !== expected)
        yield this.#finding('bad-checkpoint', null, seq, `before checkpoint ${number}, number ${expected} is missing`);
      expected = number + 1;
    }
  }

  *#against(one: Checkpoint, which: string): Generator<AuditFinding, void, void> {
    const { seq, link, keyId, signature, at } = one;
    const key = this.keys.find(keyId);
    if (!key?.isSigned(checkpointText(one), signature)) {
      yield this.#finding('bad-checkpoint', null, seq, `${which} of ${at} is not signed by key ${keyId}`);
      return;
    }
    const last = this.#walk.next - 1;
    const here = seq === 0 ? CHAIN_START : (this.#links.get(seq) ?? null);
    if (seq > last)
      yield this.#finding('cut-off', null, last + 1, `${which} of ${at} saw ${seq} entries, and the chain has ${last}`);
    else if (here !== null && here.toString('hex') !== link)
      yield this.#finding('rewritten', null, seq, `${which} of ${at} saw another link at place ${seq}`);
  }

  #finding(kind: FindingKind, entry: string | null, seq: number | null, detail: string): AuditFinding {
    return { tenant: this.tenant, kind, entry, seq, detail };
  }
}
