import type { JointView } from '@demarc/contracts';
import type { JointIncident } from '@demarc/store';

/** An incident as the joint view shows it to both parties. */
export function jointIncidentOf({ incident, devices, changedAt }: JointIncident): JointView['incidents'][number] {
  const { id, reference, party, queue, state, severity, about, title, assignee } = incident;
  const { openedAt, acknowledgedAt, resolvedAt } = incident;
  const what = { id, reference, party, queue, state, severity, about, title, assignee };
  return { ...what, devices, openedAt, acknowledgedAt, resolvedAt, changedAt };
}
