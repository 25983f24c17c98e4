import type { Instant } from '@demarc/domain';
import type { Sendable } from '../sendable.js';
import { type MuteBook } from './mute-book.js';
import { muteStage } from './mute.stage.js';
import { quietStage } from './quiet.stage.js';
import type { Held, Stage } from './stage.js';

/** The pipeline before the send: mute, then quiet hours. Too many at once are held back when they are planned. */
export const stagesOf = (book: MuteBook): readonly Stage[] => [muteStage(book), quietStage];

/** Why a delivery is kept back now, or null. */
export async function runStages(stages: readonly Stage[], delivery: Sendable, now: Instant): Promise<Held | null> {
  for (const stage of stages) {
    const held = await stage(delivery, now);
    if (held) return held;
  }
  return null;
}
