/** What a fake received, and a way to wait for it. */
export class ReceivedLog<T> {
  readonly received: T[] = [];
  readonly #name: string;
  #waiting: (() => void)[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  add(item: T): void {
    this.received.push(item);
    for (const look of this.#waiting.splice(0)) look();
  }

  /** Resolves with those that match, once there are `count`. Fails after `timeoutMs` and says what did come. */
  async waitFor(predicate: (item: T) => boolean, count = 1, timeoutMs = 10_000): Promise<T[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.received.filter(predicate);
      if (found.length >= count) return found;
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) {
        const came = JSON.stringify(this.received.slice(-5), null, 1).slice(0, 4_000);
        throw new Error(
          `Waited ${timeoutMs} ms for ${count} matching ${this.#name}, got ${found.length} of ${this.received.length}; the last: ${came}`,
        );
      }
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, leftMs);
        this.#waiting.push(resolve);
      });
      clearTimeout(timer);
    }
  }
}
