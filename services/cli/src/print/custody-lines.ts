import type { CustodyView } from '@demarc/contracts';
import { minutesText } from './minutes.js';

/** Whose time an incident took, and whose time runs now. */
export function custodyTotalLines(custody: CustodyView): readonly string[] {
  const { microsoftMinutes, customerMinutes, inTransitMinutes, running } = custody;
  const totals = `Microsoft ${minutesText(microsoftMinutes)}, customer ${minutesText(customerMinutes)}, in transit ${minutesText(inTransitMinutes)}`;
  return running ? [totals, runningText(running)] : [totals];
}

function runningText({ who, why, queue, paused }: NonNullable<CustodyView['running']>): string {
  if (paused === 'snoozed') return 'stands still now: it is snoozed by agreement';
  if (paused) return `stands still now: ${queue} does not work at this hour`;
  const whose = who === 'microsoft' ? "Microsoft's" : "the customer's";
  switch (why) {
    case 'offered':
      return `nobody's time runs now: ${queue} was offered it`;
    case 'waiting':
      return `${whose} time runs now: ${queue} was asked for something`;
    case 'held':
      return `${whose} time runs now`;
    default:
      return why satisfies never;
  }
}
