import type { CustodyView } from '@demarc/contracts';
import { type CustodyChange, type Incident, type Instant, type ServiceLevels, custodyTotals } from '@demarc/domain';

const SEGMENTS_SHOWN = 50;

/** Whose time an incident took until now, as HTTP shows it. */
export function custodyViewOf(
  incident: Incident,
  changes: readonly CustodyChange[],
  levels: ServiceLevels,
  now: Instant,
): CustodyView {
  const { segments, ...minutes } = custodyTotals(changes, levels, now);
  const due = incident.dues.find(({ phase }) => phase === 'due');
  return {
    asOf: now,
    ...minutes,
    running: runningOf(incident, segments),
    clock: due ? { clock: due.clock, dueAt: due.at } : null,
    segments: segments.slice(-SEGMENTS_SHOWN).map(({ paused, ...segment }) => ({ ...segment, paused: [...paused] })),
  };
}

/** What began this very moment has no stretch of time yet. */
function runningOf(
  { state, party, queue: heldBy }: Incident,
  segments: ReturnType<typeof custodyTotals>['segments'],
): CustodyView['running'] {
  if (state === 'resolved') return null;
  const last = segments.at(-1);
  if (!last) return { who: party, why: 'held', queue: heldBy, paused: null };
  const { who, why, queue, until, paused } = last;
  const pause = paused.at(-1);
  return { who, why, queue, paused: pause?.until === until ? pause.why : null };
}
