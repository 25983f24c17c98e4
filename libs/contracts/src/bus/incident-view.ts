import type { Incident } from '@demarc/domain';
import type { IncidentView } from './messages.js';

/** The one place where an incident becomes what others see: all but what only Demarc itself works with. */
export function incidentViewOf(incident: Incident): IncidentView {
  const { claims: _claims, timers, ...view } = incident;
  return { ...view, breached: Object.values(timers).some(({ breached }) => breached) };
}
