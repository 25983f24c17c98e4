import { isAboutIncident } from '@demarc/contracts';
import { NEVER_MUTED, epochMs, instantOf, isActive, silences } from '@demarc/domain';
import type { MuteBook } from './mute-book.js';
import type { Stage } from './stage.js';

const LOOK_AGAIN_MS = 60_000;

/**
 * Keeps back what a silence, maintenance or another incident mutes. It looks at every attempt, so that a silence counts
 * that was made after the notice was planned. When it is over, what is still open is told, and the rest is muted for good.
 */
export function muteStage(book: MuteBook): Stage {
  return async ({ notice, heldAs }, now) => {
    if (NEVER_MUTED.has(notice.kind) || !isAboutIncident(notice)) return null;
    const { tenant, queue, incident } = notice;
    if (heldAs === 'muted' && (await book.isOver(notice.incidentId)))
      return { state: 'muted', reason: 'over', until: null };
    const muteable = { tenant, queue, incident };
    const silence = (await book.silences()).find((one) => isActive(one, now) && silences(one, muteable));
    if (silence) return { state: 'muted', reason: `silence:${silence.id}`, until: silence.endsAt };
    const cause = await book.inhibitorOf(tenant, incident, heldAs === 'muted');
    if (!cause) return null;
    const until = instantOf(epochMs(now) + LOOK_AGAIN_MS);
    return { state: 'muted', reason: `inhibited:${cause.reference}`, until };
  };
}
