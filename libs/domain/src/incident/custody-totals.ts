import type { Instant } from '../event/instant.js';
import type { ServiceLevels } from '../time/service-levels.js';
import { closedBetween, supportMinutesBetween } from '../time/support-hours.js';
import { type CustodyChange, type CustodyPiece, custodyPieces } from './custody-pieces.js';
import { hoursOf } from './timing.js';

export interface CustodyPause {
  readonly from: Instant;
  readonly until: Instant;
  readonly why: 'outside-support-hours' | 'snoozed';
}

/** A stretch in which one team had an incident for one reason. */
export interface CustodySegment extends Pick<CustodyPiece, 'from' | 'until' | 'who' | 'why' | 'queue'> {
  readonly countedMinutes: number;
  /** The parts of it that do not count, in order. */
  readonly paused: readonly CustodyPause[];
}

/** How long each party had an incident, and how long nobody was measured, in counted minutes with their fraction. */
export interface CustodyTotals {
  readonly microsoftMinutes: number;
  readonly customerMinutes: number;
  readonly inTransitMinutes: number;
  readonly segments: readonly CustodySegment[];
}

/**
 * Whose time an incident took until `now`. A pure function of its timeline (the changes that bear on custody, in order)
 * and of the tenant's service levels as they are now:
 * - Whoever holds it has its time, in the support hours of the team it lies with; around the clock for severity A and
 *   where the team's hours say so, as the SOC's do (domain 2.1-2.2). Another severity counts from when it was set.
 * - While the customer is asked to do something the time is the customer's, in the hours of the team that was asked.
 * - While an offer of handover waits the time is in transit, in the receiver's hours: the giver holds it, but nobody is
 *   measured for it. What was asked of the customer goes before that.
 * - A snooze stops the count from the other party's agreement until it ends; without an agreement it stops nothing.
 * - Resolved, it takes nobody's time; reopened, it goes on with the team that had it.
 * A later `now` never lowers a total.
 */
export function custodyTotals(changes: Iterable<CustodyChange>, levels: ServiceLevels, now: Instant): CustodyTotals {
  const segments: CustodySegment[] = [];
  const minutes = { microsoft: 0, customer: 0, 'in-transit': 0 };
  for (const piece of custodyPieces(changes, now)) {
    const counted = countedMinutes(piece, levels);
    minutes[piece.who] += counted;
    const last = segments.at(-1);
    if (last && goesOn(last, piece)) segments[segments.length - 1] = joined(last, piece, counted, levels);
    else segments.push(segmentOf(piece, counted, levels));
  }
  const { microsoft, customer, 'in-transit': inTransit } = minutes;
  return { microsoftMinutes: microsoft, customerMinutes: customer, inTransitMinutes: inTransit, segments };
}

/** How many minutes of a stretch count, with their fraction. */
export function countedMinutes({ from, until, queue, severity, snoozed }: CustodyPiece, levels: ServiceLevels): number {
  return snoozed ? 0 : supportMinutesBetween(from, until, hoursOf(queue, severity, { levels }));
}

function pausesOf({ from, until, queue, severity, snoozed }: CustodyPiece, levels: ServiceLevels): CustodyPause[] {
  if (snoozed) return [{ from, until, why: 'snoozed' }];
  const closed = closedBetween(from, until, hoursOf(queue, severity, { levels }));
  return closed.map((span) => ({ ...span, why: 'outside-support-hours' }));
}

function segmentOf(piece: CustodyPiece, counted: number, levels: ServiceLevels): CustodySegment {
  const { from, until, who, why, queue } = piece;
  return { from, until, who, why, queue, countedMinutes: counted, paused: pausesOf(piece, levels) };
}

/** Nothing but the severity or a snooze became another. */
function goesOn(segment: CustodySegment, piece: CustodyPiece): boolean {
  const { until, who, why, queue } = segment;
  return until === piece.from && who === piece.who && why === piece.why && queue === piece.queue;
}

function joined(segment: CustodySegment, piece: CustodyPiece, counted: number, levels: ServiceLevels): CustodySegment {
  const paused = [...segment.paused];
  for (const pause of pausesOf(piece, levels)) {
    const last = paused.at(-1);
    if (last?.why === pause.why && last.until === pause.from)
      paused[paused.length - 1] = { ...last, until: pause.until };
    else paused.push(pause);
  }
  return { ...segment, until: piece.until, countedMinutes: segment.countedMinutes + counted, paused };
}
