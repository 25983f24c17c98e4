/** An amount that is under way, in all and of each of those who share it. */
export class UnderWay {
  #all = 0;
  readonly #of = new Map<string, number>();

  /** `most`: in all; each sharer may have half of it. */
  constructor(private readonly most: number) {}

  get all(): number {
    return this.#all;
  }

  /**
   * Who has no room for so much: `everybody`, one of the sharers, or null when there is room. Where nothing is under way
   * there always is, so that whatever a door takes gets through some time.
   */
  fullFor(amount: number, sharers: readonly string[]): string | null {
    if (amount === 0) return null;
    if (this.#all > 0 && this.#all + amount > this.most) return 'everybody';
    const full = sharers.find((sharer) => {
      const has = this.#of.get(sharer) ?? 0;
      return has > 0 && has + amount > this.most / 2;
    });
    return full ?? null;
  }

  add(amount: number, sharers: readonly string[]): void {
    this.#all += amount;
    for (const sharer of sharers) this.#of.set(sharer, (this.#of.get(sharer) ?? 0) + amount);
  }

  remove(amount: number, sharers: readonly string[]): void {
    this.#all -= amount;
    for (const sharer of sharers) {
      const left = this.#of.get(sharer)! - amount;
      if (left > 0) this.#of.set(sharer, left);
      else this.#of.delete(sharer);
    }
  }
}
