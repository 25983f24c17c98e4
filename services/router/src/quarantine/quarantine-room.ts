import { type Instant, epochMs, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { DataSource, type QuarantineUse, dropWorked, quarantineUse } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, CONFIG, type RouterConfig } from '../tokens.js';

const MIB = 1024 ** 2;
const DAY_MS = 24 * 3_600_000;
/** So long before the end of what nobody worked there is a warning. */
export const WARN_BEFORE_DAYS = 7;
/** What a router knows of the room is at most so old; others may have filled it meanwhile. */
const KNOWN_FOR_MS = 30_000;
/** A full quarantine must not make queries of every message. */
const TRY_AGAIN_AFTER_MS = 1_000;
const DROPPED_AT_ONCE = 100;
/** Room is made for more than the one that needs it. */
const ROOM_SHARE = 0.9;

export interface Room {
  readonly messages: number;
  readonly bytes: number;
}

/** How much there is room for, and how much is there. A tenant's own limit keeps it from filling everybody's. */
@Injectable()
export class QuarantineRoom {
  readonly #used = new Map<string | null, { messages: number; bytes: number }>();
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #wasFullAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: DataSource,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get whole(): Room {
    return { messages: this.config.DEMARC_QUARANTINE_MESSAGES, bytes: this.config.DEMARC_QUARANTINE_MIB * MIB };
  }

  get ofTenant(): Room {
    const { DEMARC_QUARANTINE_TENANT_MESSAGES: messages, DEMARC_QUARANTINE_TENANT_MIB: mib } = this.config;
    return { messages, bytes: mib * MIB };
  }

  /** Takes room for a message; false when there is none, even with every worked message gone. Of unknown tenants one share is for all. */
  async take(tenant: string | null, bytes: number): Promise<boolean> {
    if (performance.now() - this.#lookedAtMs > KNOWN_FOR_MS) await this.look();
    if (!this.#fits(tenant, bytes) && performance.now() - this.#wasFullAtMs > TRY_AGAIN_AFTER_MS) {
      await this.#makeRoom(tenant, bytes);
    }
    if (!this.#fits(tenant, bytes)) {
      this.#wasFullAtMs = performance.now();
      return false;
    }
    const used = this.#used.get(tenant) ?? { messages: 0, bytes: 0 };
    this.#used.set(tenant, { messages: used.messages + 1, bytes: used.bytes + bytes });
    return true;
  }

  /** What the store holds. */
  async look(): Promise<readonly QuarantineUse[]> {
    const use = await quarantineUse(this.store, this.expiringBefore());
    this.#used.clear();
    for (const { tenant, messages, bytes } of use) this.#used.set(tenant, { messages, bytes });
    this.#lookedAtMs = performance.now();
    return use;
  }

  /** What came before then has less than a week left. */
  expiringBefore(): Instant {
    const daysLeft = Math.max(0, this.config.DEMARC_QUARANTINE_DAYS - WARN_BEFORE_DAYS);
    return instantOf(epochMs(this.clock.now()) - daysLeft * DAY_MS);
  }

  async #makeRoom(tenant: string | null, bytes: number): Promise<void> {
    const own = !fits(this.#usedBy(tenant), this.ofTenant, bytes);
    for (;;) {
      const dropped = await dropWorked(this.store, own ? tenant : undefined, DROPPED_AT_ONCE);
      // What was taken for a batch that is not committed yet is not to be forgotten for nothing.
      if (dropped === 0) return;
      await this.look();
      const [used, room] = own ? [this.#usedBy(tenant), this.ofTenant] : [this.#usedByAll(), this.whole];
      const enough = used.bytes + bytes <= room.bytes * ROOM_SHARE && used.messages < room.messages * ROOM_SHARE;
      if (dropped < DROPPED_AT_ONCE || enough) return;
    }
  }

  #fits(tenant: string | null, bytes: number): boolean {
    return fits(this.#usedBy(tenant), this.ofTenant, bytes) && fits(this.#usedByAll(), this.whole, bytes);
  }

  #usedBy(tenant: string | null): Room {
    return this.#used.get(tenant) ?? { messages: 0, bytes: 0 };
  }

  #usedByAll(): Room {
    let [messages, bytes] = [0, 0];
    for (const used of this.#used.values()) {
      messages += used.messages;
      bytes += used.bytes;
    }
    return { messages, bytes };
  }
}

function fits(used: Room, room: Room, bytes: number): boolean {
  return used.messages + 1 <= room.messages && used.bytes + bytes <= room.bytes;
}
