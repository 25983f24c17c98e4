import type { AuditKey } from './audit-key.js';
import { type SealedEntry, linkOf } from './chain.js';
import type { FindingKind } from './finding.js';

/** An entry as it stands in a chain, with the key that its stretch names; null: a key that we do not have. */
export interface Slot extends SealedEntry {
  readonly link: Buffer;
  readonly key: AuditKey | null;
}

export interface WalkFinding {
  readonly kind: FindingKind;
  readonly entry: string | null;
  readonly seq: number;
  readonly detail: string;
}

/** How many removed in a row are told apart from a chain that was written anew. */
const MOST_MISSING = 256;
/** A chain that was written anew fails everywhere: past so many, entries are no longer looked for elsewhere. */
const MOST_SEARCHES = 50;

/**
 * Walks along a chain and says what was done to it. It goes by what the links prove: `next` is the place that the next
 * entry was sealed at, whatever number it bears now, and `before` the link that it follows; null: that one is lost.
 */
export class LinkWalk {
  next = 1;
  #searches = 0;

  constructor(
    private readonly tenant: string,
    public before: Buffer | null,
  ) {}

  /** Goes over some slots; `found` gets the link of each place. `last`: nothing comes after them but the chain's end. */
  go(slots: readonly Slot[], ahead: Slot | null, found: (seq: number, link: Buffer) => void): readonly WalkFinding[] {
    const findings = new Map<string, WalkFinding>();
    const note = (kind: FindingKind, entry: string, seq: number, detail: string) =>
      findings.set(`${entry}/${seq}`, { kind, entry, seq, detail });
    const accept = (link: Buffer) => {
      found(this.next, link);
      this.before = link;
      this.next += 1;
    };
    for (let index = 0; index < slots.length; index += 1) {
      const slot = slots[index]!;
      const after = slots[index + 1] ?? ahead;
      if (this.before === null || this.#fits(this.before, this.next, slot)) {
        accept(slot.link);
        continue;
      }
      const seq = this.next;
      if (after && this.#fits(this.before, seq, after) && !this.#fits(after.link, seq + 1, slot)) {
        note('inserted', slot.name, seq, 'it was put into the chain, and was never sealed');
        continue;
      }
      const moved = this.#meantFor(this.before, seq, slot, slots);
      if (moved) {
        for (const [key, { entry }] of findings) if (entry === moved.name) findings.delete(key);
        note('reordered', moved.name, seq, `it was sealed at place ${seq}, where ${slot.name} stands`);
        const wasHere = moved.link.equals(slot.link) || this.#fits(this.before, seq, moved);
        accept(this.#fits(this.before, seq, moved) ? moved.link : slot.link);
        // What came too early is looked at again, now that the one which it should follow was found.
        if (wasHere && slots.indexOf(moved) < index) index -= 1;
        continue;
      }
      const missing = this.#missingBefore(seq, slot, after);
      if (missing > 0) {
        note('removed', slot.name, seq, `${missing} sealed before ${slot.name}, from place ${seq} on, left the chain`);
        this.next += missing;
        accept(slot.link);
        continue;
      }
      note('rewritten', slot.name, seq, 'its link is not the one that it was sealed with');
      const own = slot.key && linkOf(slot.key, this.tenant, this.before, seq, slot);
      accept(own && after && this.#fits(own, seq + 1, after) ? own : slot.link);
    }
    return [...findings.values()];
  }

  #fits(before: Buffer, seq: number, slot: Slot): boolean {
    return slot.key !== null && linkOf(slot.key, this.tenant, before, seq, slot).equals(slot.link);
  }

  /** The entry that was sealed at a place where another one stands: moved with its link, or put before this link. */
  #meantFor(before: Buffer, seq: number, here: Slot, slots: readonly Slot[]): Slot | null {
    this.#searches += 1;
    if (this.#searches > MOST_SEARCHES) return null;
    for (const slot of slots) {
      if (slot === here || slot.key === null) continue;
      const link = linkOf(slot.key, this.tenant, before, seq, slot);
      if (link.equals(slot.link) || link.equals(here.link)) return slot;
    }
    return null;
  }

  /** How many are missing before an entry, as the one after it shows. */
  #missingBefore(seq: number, slot: Slot, after: Slot | null): number {
    if (!after || this.#searches > MOST_SEARCHES) return 0;
    for (let missing = 1; missing <= MOST_MISSING; missing += 1)
      if (this.#fits(slot.link, seq + missing + 1, after)) return missing;
    return 0;
  }
}
