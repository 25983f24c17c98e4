const FIRST_SLOTS = 8;
/** Fuller than this, a search for what is not there takes too many steps. */
const FULLEST = 0.85;
const GROWTH = 1.15;

/**
 * An open-addressing table of (hash, holder) pairs; a hash may have many holders. Two integers a slot: the hash, and
 * the holder plus one, so that 0 is a free slot. A pair that goes leaves no mark: what follows it moves up.
 */
export class KeySegment {
  #slots: Int32Array<ArrayBuffer>;
  #count: number;
  #used = 0;

  /** With room for so many pairs; it grows when there are more. */
  constructor(room = 0) {
    this.#count = Math.max(FIRST_SLOTS, Math.ceil(room / FULLEST));
    this.#slots = new Int32Array(this.#count * 2);
  }

  /** Adds a pair that is not there yet; answers how many holders its hash had before. */
  add(hash: number, holder: number): number {
    if (this.#used >= this.#count * FULLEST) this.#grow();
    this.#used += 1;
    return this.#place(hash, holder + 1);
  }

  /** Removes a pair, if it is there; answers whether it was. */
  remove(hash: number, holder: number): boolean {
    const slots = this.#slots;
    let at = this.#homeOf(hash);
    while (slots[at * 2 + 1] !== 0 && (slots[at * 2] !== hash || slots[at * 2 + 1] !== holder + 1))
      at = this.#after(at);
    if (slots[at * 2 + 1] === 0) return false;
    this.#used -= 1;
    this.#close(at);
    return true;
  }

  /** Adds the holders of a hash to `found`. */
  find(hash: number, found: number[]): void {
    const slots = this.#slots;
    for (let at = this.#homeOf(hash); slots[at * 2 + 1] !== 0; at = this.#after(at)) {
      if (slots[at * 2] === hash) found.push(slots[at * 2 + 1]! - 1);
    }
  }

  forEach(visit: (hash: number, holder: number) => void): void {
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += 2) if (slots[at + 1] !== 0) visit(slots[at]!, slots[at + 1]! - 1);
  }

  #place(hash: number, mark: number): number {
    const slots = this.#slots;
    let alike = 0;
    let at = this.#homeOf(hash);
    for (; slots[at * 2 + 1] !== 0; at = this.#after(at)) if (slots[at * 2] === hash) alike += 1;
    slots[at * 2] = hash;
    slots[at * 2 + 1] = mark;
    return alike;
  }

  /** Moves up every pair that a free slot at `gap` would cut off from its home. */
  #close(gap: number): void {
    const slots = this.#slots;
    let free = gap;
    for (let at = this.#after(gap); slots[at * 2 + 1] !== 0; at = this.#after(at)) {
      const home = this.#homeOf(slots[at * 2]!);
      if (this.#steps(home, at) < this.#steps(free, at)) continue;
      slots[free * 2] = slots[at * 2]!;
      slots[free * 2 + 1] = slots[at * 2 + 1]!;
      free = at;
    }
    slots[free * 2 + 1] = 0;
  }

  #grow(): void {
    const old = this.#slots;
    this.#count = Math.ceil(this.#count * GROWTH);
    this.#slots = new Int32Array(this.#count * 2);
    for (let at = 0; at < old.length; at += 2) if (old[at + 1] !== 0) this.#place(old[at]!, old[at + 1]!);
  }

  /** By the low half of the hash: the high half chose the segment. */
  #homeOf(hash: number): number {
    return Math.floor(((hash & 0xffff) * this.#count) / 0x10000);
  }

  #after(at: number): number {
    return at + 1 === this.#count ? 0 : at + 1;
  }

  #steps(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.#count;
  }
}
