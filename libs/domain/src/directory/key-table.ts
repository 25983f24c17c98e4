import { KeyBlocks } from './key-blocks.js';
import { KeySegment } from './key-segment.js';

/** Pairs of one segment on average before there are more segments, by {@link SPLIT} each time. */
const PAIRS_PER_SEGMENT = 32_768;
const SPLIT = 16;
const MOST_SEGMENTS = 1 << 16;
/** With more holders a hash leaves the table, where each of them would lengthen the search of all others. */
const CROWD = 16;

/**
 * Who holds a key, by the key's hash. In many small segments that grow one after the other: a table in one piece would
 * stop everything while it grows, and need its memory twice.
 */
export class KeyTable {
  readonly #blocks = new KeyBlocks();
  #segments: (KeySegment | undefined)[] = [undefined];
  #pairs = 0;
  /** Such as a serial `Default string` that a maker wrote into thousands of devices. */
  readonly #crowds = new Map<number, Set<number>>();

  /** Adds a pair that is not there yet. */
  add(hash: number, holder: number): void {
    const crowd = this.#crowds.get(hash);
    if (crowd) {
      crowd.add(holder);
      return;
    }
    const alike = this.#segmentOf(hash).add(hash, holder);
    this.#pairs += 1;
    if (alike + 1 > CROWD) this.#moveOut(hash);
    if (this.#pairs > this.#segments.length * PAIRS_PER_SEGMENT && this.#segments.length < MOST_SEGMENTS) this.#split();
  }

  /** Removes a pair, if it is there. */
  remove(hash: number, holder: number): void {
    const crowd = this.#crowds.get(hash);
    if (crowd) {
      crowd.delete(holder);
      if (crowd.size === 0) this.#crowds.delete(hash);
    } else if (this.#segmentOf(hash).remove(hash, holder)) {
      this.#pairs -= 1;
    }
  }

  /** Holders of keys with this hash, in no order: whether it is the key that is meant, the caller must look. */
  holdersOf(hash: number): readonly number[] {
    const crowd = this.#crowds.get(hash);
    if (crowd) return [...crowd];
    const found: number[] = [];
    this.#segments[this.#placeOf(hash)]?.find(hash, found);
    return found;
  }

  #moveOut(hash: number): void {
    const holders = this.holdersOf(hash);
    for (const holder of holders) this.remove(hash, holder);
    this.#crowds.set(hash, new Set(holders));
  }

  #split(): void {
    const old = this.#segments;
    this.#segments = Array.from({ length: old.length * SPLIT });
    for (let at = 0; at < old.length; at += 1) {
      old[at]?.dissolve((hash, holder) => this.#segmentOf(hash).add(hash, holder));
      old[at] = undefined;
    }
  }

  #segmentOf(hash: number): KeySegment {
    const place = this.#placeOf(hash);
    const known = this.#segments[place];
    if (known) return known;
    const segment = new KeySegment(this.#blocks);
    this.#segments[place] = segment;
    return segment;
  }

  #placeOf(hash: number): number {
    return (hash >>> 16) & (this.#segments.length - 1);
  }
}
