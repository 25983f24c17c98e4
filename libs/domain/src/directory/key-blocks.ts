/** Slots of one block: 8 KiB with two integers a slot. */
export const BLOCK_SLOTS = 1 << 10;
const FIRST_PAIRS = BLOCK_SLOTS;

/**
 * Blocks of slots for the segments of a table. None goes back to the system: pieces of ever larger sizes, each freed
 * when the next is full, would leave holes as large as the table itself in the memory of the process.
 */
export class KeyBlocks {
  readonly #unused: Int32Array<ArrayBuffer>[] = [];
  #scratch = new Int32Array(FIRST_PAIRS * 2);

  /** An empty block. */
  take(): Int32Array<ArrayBuffer> {
    return this.#unused.pop() ?? new Int32Array(BLOCK_SLOTS * 2);
  }

  /** Takes blocks back that their segment needs no longer. */
  giveBack(blocks: readonly Int32Array<ArrayBuffer>[]): void {
    for (const block of blocks) this.#unused.push(block.fill(0));
  }

  /** Room for pairs while they are placed anew; what it held is lost at the next call. */
  scratch(pairs: number): Int32Array<ArrayBuffer> {
    if (this.#scratch.length < pairs * 2) this.#scratch = new Int32Array(pairs * 4);
    return this.#scratch;
  }
}
