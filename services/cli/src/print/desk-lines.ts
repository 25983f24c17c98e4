import type { IncidentView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { CLOCKS } from './desk-change-text.js';
import { exactTime, relativeTime } from './time.js';

/** What stands in the way of an incident, what is asked of whom, and what happens next by itself. */
export function deskLines(incident: IncidentView, now: Date): readonly string[] {
  const { decidedQueue, queue, offer, refusals, disputedAt, snoozed, waiting, internal, escalation, dues } = incident;
  const lines: string[] = [];
  const when = (moment: string) => `${exactTime(moment)} (${relativeTime(moment, now)})`;
  if (internal) lines.push('internal to Microsoft: the customer does not see it (demarc engage)');
  if (decidedQueue !== queue) lines.push(`by agreement: the policy names ${decidedQueue}`);
  if (offer)
    lines.push(
      `offered to ${offer.to} by ${cleanLine(offer.by)}, until ${when(offer.dueAt)}: ${cleanLine(offer.reason)}`,
    );
  if (disputedAt !== null) lines.push(`disputed: refused ${refusals} times; a manager settles it (demarc settle)`);
  if (waiting)
    lines.push(
      `waits for ${waiting.of}: ${cleanLine(waiting.action)}`,
      `closed at ${when(waiting.closesAt)} if nobody answers`,
    );
  if (snoozed) {
    const agreed = snoozed.agreedBy === null ? 'the clocks go on' : `agreed by ${cleanLine(snoozed.agreedBy)}`;
    lines.push(`snoozed until ${when(snoozed.until)}, ${agreed}: ${cleanLine(snoozed.because)}`);
  }
  if (escalation)
    lines.push(`escalated by ${cleanLine(escalation.policy.name)}, because ${CLOCKS[escalation.clock]} is late`);
  const next = dues.find(({ phase, clock }) => phase === 'due' && (clock === 'first-response' || clock === 'update'));
  if (next) lines.push(`${CLOCKS[next.clock]} is due at ${when(next.at)}`);
  return lines;
}
