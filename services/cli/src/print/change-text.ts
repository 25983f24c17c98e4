import type { IncidentChange } from '@demarc/domain';

/** What happened, in a few words without who and when. */
export function changeText(change: IncidentChange): string {
  switch (change.type) {
    case 'incident.opened':
      return `opened in ${change.incident.queue}`;
    case 'incident.events-joined':
      return change.count === 1 ? 'one more event joined' : `${change.count} more events joined`;
    case 'incident.severity-raised':
      return `severity raised from ${change.from} to ${change.to}`;
    case 'incident.acknowledged':
      return 'taken up';
    case 'incident.assigned':
      return change.from === null ? `assigned to ${change.to}` : `assigned to ${change.to}, before ${change.from}`;
    case 'incident.commented':
      return change.visibility === 'own-party' ? `for the own party: ${change.text}` : change.text;
    case 'incident.resolved':
      return ['resolved', change.resolution.classification, change.resolution.determination, change.resolution.note]
        .filter((text) => text !== null)
        .join(', ');
    case 'incident.reopened':
      return `opened again: ${change.because}`;
    default:
      return (change as { type: string }).type;
  }
}
