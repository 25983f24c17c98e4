import { type Device, enrolmentAt, nameAt, valuesAt } from '../directory/device.js';
import type { Directory } from '../directory/directory.js';
import type { Instant } from '../event/instant.js';
import type { DeviceSubject, SourceEvent } from '../event/source-event.js';
import type { ClassifiedDevice, IdentifiedBy } from './classified-device.js';

/** `M365Managed-Standard` and its kin: the Defender tag of an MMD device (MD:references, domain 2.9). */
const MMD_TAG = /^m365managed-(standard|sensitivedata|poweruser|kiosk)(-shared)?$/i;
const TEST_RING = 'test';

/**
 * Each device of the event against the tenant's directory as of the event's first activity.
 * Never guesses: an ambiguous name or a directory that was never loaded is `undetermined`.
 */
export function classifyDevices(event: SourceEvent, directory: Directory, now: Instant): readonly ClassifiedDevice[] {
  return event.subjects
    .filter((subject) => subject.type === 'device')
    .map((subject) => classifyDevice(subject, event.firstActivityAt, directory, now));
}

/** The devices that decide: the affected ones. A contextual device is kept in the evidence and only informs. */
export function decidingDevices(devices: readonly ClassifiedDevice[]): readonly ClassifiedDevice[] {
  return devices.filter((device) => device.subject.role === 'affected');
}

function classifyDevice(subject: DeviceSubject, at: Instant, directory: Directory, now: Instant): ClassifiedDevice {
  if (subject.entraId) {
    const device = directory.byEntraId(subject.entraId);
    if (device) return found(subject, device, 'entra-id', at, now);
  }
  if (subject.defenderId) {
    const device = directory.byDefenderId(subject.defenderId);
    if (device) return found(subject, device, 'defender-id', at, now);
  }
  const tag = subject.tags.find((candidate) => MMD_TAG.test(candidate.trim()));
  if (tag) {
    return unrecorded(subject, 'mmd', 'defender-tag', `carries the Defender tag ${tag}`);
  }
  if (subject.name) {
    const named = directory.byName(subject.name, at);
    if (named.length > 1) {
      return unrecorded(subject, 'undetermined', 'name', `${named.length} devices bore the name ${subject.name} then`);
    }
    if (named[0]) return found(subject, named[0], 'name', at, now);
  }
  if (directory.state.asOf === null) {
    return unrecorded(subject, 'undetermined', 'nothing', "the tenant's directory was never imported");
  }
  return unrecorded(subject, 'non-mmd', 'nothing', "no identifier is in the tenant's directory");
}

function found(
  subject: DeviceSubject,
  device: Device,
  identifiedBy: IdentifiedBy,
  at: Instant,
  now: Instant,
): ClassifiedDevice {
  const enrolledAt = enrolmentAt(device, at);
  return {
    subject,
    class: enrolledAt ? 'mmd' : 'non-mmd',
    identifiedBy,
    because: enrolledAt ? `enrolled in MMD since ${enrolledAt.from ?? 'ever'}` : 'known, but not enrolled in MMD then',
    steps: [],
    review: [],
    awaitsDirectory: false,
    deviceId: device.id,
    name: nameAt(device, at) ?? subject.name,
    ring: valuesAt(device.rings, at).some((ring) => ring.toLowerCase() === TEST_RING) ? 'test' : 'production',
    enrolledAt,
    enrolledNow: enrolmentAt(device, now) !== null,
    recordedAt: device.recordedAt,
  };
}

function unrecorded(
  subject: DeviceSubject,
  deviceClass: ClassifiedDevice['class'],
  identifiedBy: IdentifiedBy,
  because: string,
): ClassifiedDevice {
  return {
    subject,
    class: deviceClass,
    identifiedBy,
    because,
    steps: [],
    review: [],
    awaitsDirectory: false,
    deviceId: null,
    name: subject.name,
    ring: 'production',
    enrolledAt: null,
    enrolledNow: false,
    recordedAt: null,
  };
}
