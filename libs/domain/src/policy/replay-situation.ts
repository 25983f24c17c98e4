import type { ClassifiedEvent } from './route.js';
import type { ServiceImpactFlag } from './service-impact.js';

/**
 * All that decides what becomes of an event, as text: two events of one situation have one owner, one severity, the
 * same clocks and the same people to tell. Who and what they are about is not part of it; that only explains.
 * A history has few situations: looking one up is much cheaper than deciding it twice.
 */
export function situationOf(
  { event, devices, involved }: ClassifiedEvent,
  policyVersion: string,
  flag: ServiceImpactFlag | null,
): string {
  const { kind, area, severity, handledBy, serviceImpact, category, techniques } = event;
  let text = `${policyVersion}\n${kind}\n${area}\n${severity}\n${handledBy}\n${serviceImpact}\n${flag?.impact}\n${involved.join()}`;
  for (const { class: deviceClass, ring, subject } of devices) text += `\n${deviceClass} ${ring} ${subject.role}`;
  // Last, since they are words of the source, which may hold anything.
  return `${text}\n\n${techniques.length}\n${techniques.join('\n')}\n${category}`;
}
