import type { Directory } from '../directory/directory.js';
import type { Instant } from '../event/instant.js';
import type { DeviceSubject } from '../event/source-event.js';
import type { ClassifiedDevice, LookUp } from './classified-device.js';

/** One device being looked up, with what was found on the way. */
export interface Looking {
  readonly subject: DeviceSubject;
  /** The first activity of the event: the directory is asked as of then. */
  readonly at: Instant;
  readonly now: Instant;
  readonly directory: Directory;
  readonly steps: LookUp[];
}

/** What the looks amount to. `because` follows the device's name: "MMD-1 was enrolled in MMD then". */
export type Finding = Pick<ClassifiedDevice, 'class' | 'because' | 'review' | 'awaitsDirectory'>;

/** A finding that only new facts about this very device can change, with nothing for a person to look at. */
export function finding(found: Pick<Finding, 'class' | 'because'> & Partial<Finding>): Finding {
  const { class: deviceClass, because, review = [], awaitsDirectory = false } = found;
  return { class: deviceClass, because, review, awaitsDirectory };
}

/** An instant as people read it in a reason: to the minute, in UTC. */
export function minuteOf(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
