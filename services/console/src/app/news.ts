import type { IncidentMessage } from '@demarc/contracts';
import type { Party, Queue } from '@demarc/domain';

/** What gives work to whoever has the incident after it, or says that theirs is late. */
const TO_THE_HOLDER: ReadonlySet<string> = new Set([
  'opened',
  'reopened',
  'handed-over',
  'offer-accepted',
  'clock-breached',
]);

/** Whether a person of that party wants to be told while they look elsewhere: work that came to it, or is late there. */
export function isNews({ what, incident }: IncidentMessage, party: Party): boolean {
  const to = (queue: Queue | undefined) => queue?.startsWith(`${party}/`) ?? false;
  if (what === 'offered') return to(incident.offer?.to);
  if (what === 'action-requested') return to(incident.waiting?.of);
  return incident.party === party && TO_THE_HOLDER.has(what);
}
