import type { Directory } from '../directory/directory.js';
import { enrolmentAt } from '../directory/device.js';
import type { SourceEvent } from '../event/source-event.js';
import type { Involvement } from '../policy/policy.js';
import type { ClassifiedDevice } from './classified-device.js';

/** What the directory knows of an event's subjects that may make it the service's business (domain cases 6, 13, 14). */
export function involvementOf(
  event: SourceEvent,
  devices: readonly ClassifiedDevice[],
  directory: Directory,
): readonly Involvement[] {
  const involved: Involvement[] = [];
  if (namesUserWithMmdDevice(event, directory)) involved.push('user-with-mmd-device');
  for (const { subject, class: deviceClass, review } of devices) {
    if (subject.role === 'contextual' && deviceClass === 'mmd') involved.push('contextual-mmd-device');
    if (review.includes('enrolled-since')) involved.push('device-now-in-mmd');
  }
  return involved.length > 1 ? [...new Set(involved)] : involved;
}

function namesUserWithMmdDevice(event: SourceEvent, directory: Directory): boolean {
  const at = event.firstActivityAt;
  return event.subjects.some(
    ({ type, name }) =>
      (type === 'user' || type === 'mailbox') &&
      name !== null &&
      directory.byUser(name, at).some((device) => enrolmentAt(device, at) !== null),
  );
}
