import type { Interval } from '../directory/device.js';
import type { Instant } from '../event/instant.js';
import type { DeviceSubject } from '../event/source-event.js';
import type { DeviceClass, RingFact } from '../event/vocabulary.js';

/** How a device was recognised, strongest first. */
export type IdentifiedBy = 'entra-id' | 'defender-id' | 'defender-tag' | 'name' | 'nothing';

/** One look that was taken to find out which device it is, and what it gave: the evidence of the receipt. */
export interface LookUp {
  readonly by: 'entra-id' | 'defender-id' | 'defender-tag' | 'name' | 'serial' | 'twin' | 'os' | 'directory';
  /** What was looked for, as the event or the record has it. */
  readonly value: string;
  readonly gave: string;
}

/** Why a person should look at a classification although it stands. */
export const REVIEW_REASONS = [
  /** Not in MMD at the time of the activity, but now (domain case 6). */
  'enrolled-since',
  /** In MMD at the time of the activity, but no more (domain case 5): device actions need the customer. */
  'left-since',
  /** Enrolled, but its join type or system is outside the service (domain cases 18 and 19). */
  'out-of-scope',
  /** Two sources contradict each other: records of one name, groups against the list, systems (domain cases 18, 20, 23). */
  'conflict',
  /** Registered with MMD but not enrolled (domain case 8). */
  'not-ready',
  /** In MMD, but Defender says that it is not onboarded (domain case 28). */
  'not-onboarded',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** One device of an event, classified, with the evidence a person needs to check it. */
export interface ClassifiedDevice {
  readonly subject: DeviceSubject;
  readonly class: Exclude<DeviceClass, 'none'>;
  readonly identifiedBy: IdentifiedBy;
  readonly because: string;
  /** In the order in which they were taken. */
  readonly steps: readonly LookUp[];
  readonly review: readonly ReviewReason[];
  /** The class rests on what the directory does not hold, so that any import may change it. */
  readonly awaitsDirectory: boolean;
  readonly deviceId: string | null;
  readonly name: string | null;
  readonly ring: RingFact;
  readonly enrolledAt: Interval | null;
  readonly enrolledNow: boolean;
  readonly recordedAt: Instant | null;
}
