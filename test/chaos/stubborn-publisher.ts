import { setTimeout as pause } from 'node:timers/promises';
import { type NatsConnection, publisherOf } from '@demarc/runtime';
import type { BacklogMessage } from './backlog.js';

const TIMEOUT_MS = 2_000;
const AT_ONCE = 200;
const AGAIN_AFTER_MS = 100;

/** Publishes as a source does that must not lose anything: again and again until JetStream has acknowledged. */
export class StubbornPublisher {
  /** Messages that had to be published again: each may lie in the stream twice. */
  readonly repeated = new Set<string>();
  /** When each event was first tried, by its key, in milliseconds of the epoch. */
  readonly firstTriedAt = new Map<string, number>();
  /** Messages that JetStream acknowledged, each once. */
  readonly accepted = new Set<string>();
  readonly #publisher;

  constructor(bus: NatsConnection) {
    this.#publisher = publisherOf(bus, TIMEOUT_MS);
  }

  async publishAll(messages: readonly BacklogMessage[]): Promise<void> {
    const waiting = messages.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        // One iterator for all: each takes the next that nobody has.
        for (const message of waiting) await this.#publish(message);
      }),
    );
  }

  async #publish({ id, subject, body, key }: BacklogMessage): Promise<void> {
    if (key !== null && !this.firstTriedAt.has(key)) this.firstTriedAt.set(key, Date.now());
    for (;;) {
      try {
        await this.#publisher.publish(subject, body, { msgID: id });
        this.accepted.add(id);
        return;
      } catch {
        this.repeated.add(id);
        // Who refuses at once would be asked thousands of times a second.
        await pause(AGAIN_AFTER_MS);
      }
    }
  }
}
