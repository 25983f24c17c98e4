import { BLOCK_SLOTS, type KeyBlocks } from './key-blocks.js';

const BLOCK_BITS = Math.log2(BLOCK_SLOTS);
/** Fuller than this, a search for what is not there takes too many steps. */
const FULLEST = 0.85;
/** So many of its blocks it grows by, at least one. */
const GROWTH = 1 / 8;

/**
 * An open-addressing table of (hash, holder) pairs; a hash may have many holders. Two integers a slot: the hash, and
 * as its mark the holder plus one, so that 0 is a free slot. A pair that goes leaves no trace: what follows moves up.
 */
export class KeySegment {
  readonly #blocks: Int32Array<ArrayBuffer>[];
  #slots = BLOCK_SLOTS;
  #used = 0;

  constructor(private readonly source: KeyBlocks) {
    this.#blocks = [source.take()];
  }

  /** Adds a pair that is not there yet; answers how many holders its hash had before. */
  add(hash: number, holder: number): number {
    if (this.#used >= this.#slots * FULLEST) this.#grow();
    this.#used += 1;
    return this.#place(hash, holder + 1);
  }

  /** Removes a pair; answers whether it was there. */
  remove(hash: number, holder: number): boolean {
    for (let slot = this.#homeOf(hash); this.#markAt(slot) !== 0; slot = this.#after(slot)) {
      if (this.#hashAt(slot) !== hash || this.#markAt(slot) !== holder + 1) continue;
      this.#used -= 1;
      this.#close(slot);
      return true;
    }
    return false;
  }

  /** Adds the holders of a hash to `found`. */
  find(hash: number, found: number[]): void {
    for (let slot = this.#homeOf(hash); this.#markAt(slot) !== 0; slot = this.#after(slot)) {
      if (this.#hashAt(slot) === hash) found.push(this.#markAt(slot) - 1);
    }
  }

  /** Gives every pair away and its memory back; it cannot be used again. */
  dissolve(visit: (hash: number, holder: number) => void): void {
    for (let slot = 0; slot < this.#slots; slot += 1) {
      if (this.#markAt(slot) !== 0) visit(this.#hashAt(slot), this.#markAt(slot) - 1);
    }
    this.source.giveBack(this.#blocks);
  }

  #place(hash: number, mark: number): number {
    let alike = 0;
    let slot = this.#homeOf(hash);
    for (; this.#markAt(slot) !== 0; slot = this.#after(slot)) if (this.#hashAt(slot) === hash) alike += 1;
    this.#set(slot, hash, mark);
    return alike;
  }

  /** Moves up every pair that the free slot at `gap` would cut off from its home. */
  #close(gap: number): void {
    let free = gap;
    for (let slot = this.#after(gap); this.#markAt(slot) !== 0; slot = this.#after(slot)) {
      const hash = this.#hashAt(slot);
      if (this.#steps(this.#homeOf(hash), slot) < this.#steps(free, slot)) continue;
      this.#set(free, hash, this.#markAt(slot));
      free = slot;
    }
    this.#set(free, 0, 0);
  }

  #grow(): void {
    const pairs = this.source.scratch(this.#used);
    let filled = 0;
    for (const block of this.#blocks) {
      for (let at = 0; at < block.length; at += 2) {
        if (block[at + 1] === 0) continue;
        pairs[filled] = block[at]!;
        pairs[filled + 1] = block[at + 1]!;
        filled += 2;
      }
      block.fill(0);
    }
    for (let more = Math.ceil(this.#blocks.length * GROWTH); more > 0; more -= 1) this.#blocks.push(this.source.take());
    this.#slots = this.#blocks.length * BLOCK_SLOTS;
    for (let at = 0; at < filled; at += 2) this.#place(pairs[at]!, pairs[at + 1]!);
  }

  #hashAt(slot: number): number {
    return this.#blocks[slot >>> BLOCK_BITS]![(slot & (BLOCK_SLOTS - 1)) * 2]!;
  }

  #markAt(slot: number): number {
    return this.#blocks[slot >>> BLOCK_BITS]![(slot & (BLOCK_SLOTS - 1)) * 2 + 1]!;
  }

  #set(slot: number, hash: number, mark: number): void {
    const block = this.#blocks[slot >>> BLOCK_BITS]!;
    const at = (slot & (BLOCK_SLOTS - 1)) * 2;
    block[at] = hash;
    block[at + 1] = mark;
  }

  /** By the lower half of the hash: the upper half chose the segment. */
  #homeOf(hash: number): number {
    return Math.floor(((hash & 0xffff) * this.#slots) / 0x10000);
  }

  #after(slot: number): number {
    return slot + 1 === this.#slots ? 0 : slot + 1;
  }

  #steps(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.#slots;
  }
}
