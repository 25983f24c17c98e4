import type { Instant } from '../event/instant.js';
import type { RegistrationState } from '../event/vocabulary.js';

/** A value that held from `from` (inclusive) until `until` (exclusive); null is open-ended. */
export interface Dated<T> {
  readonly value: T;
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export type Interval = Pick<Dated<never>, 'from' | 'until'>;

/** What the tenant's directory knows of one device. Every part that changes over its life is dated. */
export interface Device {
  readonly id: string;
  readonly entraId: string | null;
  readonly intuneId: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  /** Entra join type: `AzureAd`, `ServerAd` (hybrid) or `Workplace` (registered); null when not known. */
  readonly trustType: string | null;
  readonly names: readonly Dated<string>[];
  readonly defenderIds: readonly Dated<string>[];
  /** Update rings: Test, First, Fast or Broad. */
  readonly rings: readonly Dated<string>[];
  readonly tags: readonly Dated<string>[];
  /** Entra groups by name; those of Autopatch alone are no proof of MMD (domain 2.9). */
  readonly groups: readonly Dated<string>[];
  /** User principal names of those it is assigned to. */
  readonly users: readonly Dated<string>[];
  readonly registrations: readonly Dated<RegistrationState>[];
  /** The intervals during which the device was in MMD. */
  readonly enrolments: readonly Interval[];
  /** When this version of the record became known to Demarc. */
  readonly recordedAt: Instant;
}

export function holdsAt(interval: Interval, at: Instant): boolean {
  return (interval.from === null || interval.from <= at) && (interval.until === null || at < interval.until);
}

/** The interval of enrolment that covers `at`, or null. */
export function enrolmentAt(device: Device, at: Instant): Interval | null {
  return device.enrolments.find((interval) => holdsAt(interval, at)) ?? null;
}

/** The values that held at `at`, in the order of the list. */
export function valuesAt<T>(values: readonly Dated<T>[], at: Instant): readonly T[] {
  return values.filter((dated) => holdsAt(dated, at)).map(({ value }) => value);
}

/** The name the device bore at `at`, else its latest one, else null. */
export function nameAt(device: Device, at: Instant): string | null {
  const held = device.names.find((name) => holdsAt(name, at));
  return (held ?? device.names.at(-1))?.value ?? null;
}

/** Host names are compared without case and, for a bare name, against the first label of a FQDN. */
export function normaliseName(name: string): string {
  return name.trim().toLowerCase();
}

export function hostLabel(name: string): string {
  return normaliseName(name).split('.', 1)[0] ?? '';
}
