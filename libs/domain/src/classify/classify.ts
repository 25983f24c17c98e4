import { type Device, enrolmentAt, holdsAt, nameAt } from '../directory/device.js';
import type { Directory } from '../directory/directory.js';
import type { Instant } from '../event/instant.js';
import type { DeviceSubject, SourceEvent } from '../event/source-event.js';
import type { RingFact } from '../event/vocabulary.js';
import type { ClassifiedDevice } from './classified-device.js';
import { findingOfRecord } from './enrolment-class.js';
import { identify } from './identify.js';
import type { Looking } from './looking.js';
import { findingOfSystem } from './system-scope.js';

const TEST_RING = 'test';

/**
 * Each device of the event against the tenant's directory as of the event's first activity, in the event's order.
 * Never guesses: what is ambiguous, or absent from a directory whose silence proves nothing, is `undetermined`.
 * `now` says what a device is today, and decides nothing else. The rules are those of domain 2.9 and its 35 cases.
 */
export function classifyDevices(event: SourceEvent, directory: Directory, now: Instant): readonly ClassifiedDevice[] {
  const devices: ClassifiedDevice[] = [];
  for (const subject of event.subjects) {
    if (subject.type === 'device') devices.push(classifyDevice(subject, event.firstActivityAt, directory, now));
  }
  return devices;
}

/** The devices that decide: the affected ones. A contextual device is kept in the evidence and only informs. */
export function decidingDevices(devices: readonly ClassifiedDevice[]): readonly ClassifiedDevice[] {
  return devices.filter((device) => device.subject.role === 'affected');
}

function classifyDevice(subject: DeviceSubject, at: Instant, directory: Directory, now: Instant): ClassifiedDevice {
  const looking: Looking = { subject, at, now, directory, steps: [] };
  const { by, device, finding } = identify(looking);
  // The system goes first: no tag, join type or enrolment makes a server an MMD device.
  const found = findingOfSystem(looking, device) ?? finding ?? findingOfRecord(looking, device!);
  return {
    subject,
    class: found.class,
    identifiedBy: by,
    because: found.because,
    steps: looking.steps,
    review: found.review,
    awaitsDirectory: found.awaitsDirectory,
    deviceId: device?.id ?? null,
    name: (device && nameAt(device, at)) ?? subject.name,
    ring: device ? ringAt(device, at) : 'production',
    enrolledAt: device && enrolmentAt(device, at),
    enrolledNow: device !== null && enrolmentAt(device, now) !== null,
    recordedAt: device?.recordedAt ?? null,
  };
}

function ringAt({ rings }: Device, at: Instant): RingFact {
  for (const ring of rings) {
    if (holdsAt(ring, at) && ring.value.toLowerCase() === TEST_RING) return 'test';
  }
  return 'production';
}
