import { type Device, type Interval, enrolmentAt, holdsAt } from '../directory/device.js';
import type { Instant } from '../event/instant.js';
import type { RegistrationState } from '../event/vocabulary.js';
import { findingOfStaleRecord } from './absence.js';
import { whatGroupsSay } from './autopatch.js';
import type { ReviewReason } from './classified-device.js';
import { type Finding, type Looking, finding, minuteOf } from './looking.js';
import { mmdTagOf } from './mmd-tag.js';

/** The registration with MMD that held at `at`; the last of several, null when none did. */
export function registrationAt({ registrations }: Device, at: Instant): RegistrationState | null {
  return registrations.findLast((dated) => holdsAt(dated, at))?.value ?? null;
}

/** The class of a device of the directory at the event's first activity, and why. */
export function findingOfRecord(looking: Looking, device: Device): Finding {
  const enrolledAt = enrolmentAt(device, looking.at);
  if (enrolledAt) return whileEnrolled(looking, device, enrolledAt);
  const found = findingOfStaleRecord(looking, device) ?? notEnrolled(looking, device);
  const since = enrolmentAt(device, looking.now) !== null;
  return since ? { ...found, review: [...found.review, 'enrolled-since'] } : found;
}

function whileEnrolled({ subject, at, now }: Looking, device: Device, { from }: Interval): Finding {
  if (registrationAt(device, at) === 'failed') {
    return conflict('was enrolled in MMD then, but its registration with MMD had failed');
  }
  if (device.groups.length > 0) {
    const { mmdRing, autopatchRing } = whatGroupsSay(device.groups, at);
    if (autopatchRing && !mmdRing) return conflict("was enrolled in MMD then, but only in Autopatch's rings");
  }
  const review: ReviewReason[] = [];
  if (enrolmentAt(device, now) === null) review.push('left-since');
  if (subject.onboarded === false) review.push('not-onboarded');
  const since = from === null ? '' : `, since ${minuteOf(from)}`;
  return finding({ class: 'mmd', because: `was enrolled in MMD then${since}`, review });
}

function notEnrolled(looking: Looking, device: Device): Finding {
  const { subject, at, directory, steps } = looking;
  const tag = mmdTagOf(subject.tags);
  const registration = registrationAt(device, at);
  const never = device.enrolments.length === 0;
  if (tag !== null) {
    const gave = never ? 'says MMD, but the record was never enrolled' : 'says MMD; the record decides';
    steps.push({ by: 'defender-tag', value: tag, gave });
  }
  if (registration === 'pending' || registration === 'ready') {
    const because = `was registered with MMD then (${registration}), but not enrolled`;
    return finding({ class: 'undetermined', because, review: ['not-ready'] });
  }
  if (never && (registration === 'active' || registration === 'inactive')) {
    return conflict(`was registered with MMD as ${registration} then, but no enrolment is recorded`);
  }
  if (tag !== null && never) {
    const because = `carries the Defender tag ${tag}, but was never enrolled in MMD`;
    const partial = directory.state.coverage === 'partial';
    return finding({
      class: partial ? 'undetermined' : 'non-mmd',
      because,
      review: ['conflict'],
      awaitsDirectory: partial,
    });
  }
  return finding({ class: 'non-mmd', because: whyOutside(device, at, registration) });
}

function whyOutside(device: Device, at: Instant, registration: RegistrationState | null): string {
  if (registration === 'failed') return 'was not enrolled in MMD: its registration had failed';
  if (device.groups.length > 0 && whatGroupsSay(device.groups, at).onlyAutopatch) {
    return "was only in Autopatch's groups then, which is not MMD";
  }
  return `is in the directory, but was not enrolled in MMD then${around(device, at)}`;
}

/** What of its life explains that it was not: when it had left, and when it came in later. */
function around({ enrolments }: Device, at: Instant): string {
  const left = enrolments.findLast(({ until }) => until !== null && until <= at)?.until;
  const came = enrolments.find(({ from }) => from !== null && from > at)?.from;
  const parts = [
    ...(left ? [`it left on ${minuteOf(left)}`] : []),
    ...(came ? [`it came in on ${minuteOf(came)}`] : []),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', and ')}`;
}

function conflict(because: string): Finding {
  return finding({ class: 'undetermined', because, review: ['conflict'] });
}
