/** Half of the values are at most the median, nine in ten at most `p90`; in minutes. */
export interface Spread {
  readonly median: number;
  readonly p90: number;
}

/** Durations in minutes of which there may be very many: eight bytes each. */
export class MinutesList {
  #values = new Float64Array(64);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(minutes: number): void {
    if (this.#count === this.#values.length) {
      const grown = new Float64Array(this.#count * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count] = minutes;
    this.#count += 1;
  }

  /** Exact, between two values in proportion, as PostgreSQL's `percentile_cont`; null when there is none. */
  spread(): Spread | null {
    if (this.#count === 0) return null;
    const sorted = this.#values.slice(0, this.#count).sort();
    return { median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) };
  }
}

function percentile(sorted: Float64Array, part: number): number {
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}
