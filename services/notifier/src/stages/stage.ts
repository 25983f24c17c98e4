import type { Instant } from '@demarc/domain';
import type { Sendable } from '../sendable.js';

/** Why a delivery is kept back: in which state, for what reason, and when it is looked at again (null: never). */
export interface Held {
  readonly state: 'muted' | 'held';
  /** `silence:<id>`, `inhibited:<reference>`, `over`, `quiet-hours` or `throttled`. */
  readonly reason: string;
  readonly until: Instant | null;
}

/**
 * One look at a delivery just before it would be sent: null lets it pass. Stages run in order, and the first that holds
 * it back decides.
 */
export type Stage = (delivery: Sendable, now: Instant) => Promise<Held | null> | Held | null;
