import { POKES, PolicyShelf } from '@demarc/contracts';
import type { CompiledPolicy } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { BUS, LOG } from '../tokens.js';

/** A poke can get lost while NATS is away; no policy stays unknown for longer than this. */
const LOOK_EVERY_MS = 15_000;

/** Keeps the shelf of policies current: by pokes, a look at the clock, and whenever a version is not on it. */
@Injectable()
export class PolicyFollower {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.bus.subscribe(POKES.policies, { callback: () => void this.#lookOrLog() });
    this.#timer = setInterval(() => void this.#lookOrLog(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** A policy by its version, after making sure that it is not simply new; null when there is none. */
  async named(version: string): Promise<CompiledPolicy | null> {
    const known = this.shelf.named(version);
    if (known) return known;
    await this.shelf.refresh();
    return this.shelf.named(version);
  }

  async #lookOrLog(): Promise<void> {
    try {
      await this.shelf.refresh();
    } catch (error) {
      this.log.warn({ err: error }, 'the policies cannot be read again yet; the ones known stay');
    }
  }
}
