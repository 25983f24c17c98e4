import type { Device } from '../directory/device.js';
import { type Instant, epochMs, later } from '../event/instant.js';
import { type Finding, type Looking, finding, minuteOf } from './looking.js';

const HOUR_MS = 3_600_000;

/** A device that no look found: outside MMD, unless the directory is such that absence proves nothing. */
export function findingOfAbsence({ subject, directory, at, steps }: Looking): Finding {
  const { asOf, coverage } = directory.state;
  if (asOf === null) {
    steps.push({ by: 'directory', value: 'never imported', gave: 'absence proves nothing' });
    return awaiting("could not be looked up: the tenant's directory was never imported");
  }
  if (coverage === 'partial') {
    steps.push({ by: 'directory', value: 'partial', gave: 'absence proves nothing' });
    return awaiting('is not in the directory, which shows only some of the devices');
  }
  const stale = staleAt(directory.state.freshForHours, asOf, at);
  if (stale) {
    steps.push(stale);
    return awaiting(`is not in the directory, which was last read too long before, on ${minuteOf(asOf)}`);
  }
  const owner = subject.serial ? directory.bySerial(subject.serial) : null;
  if (!owner) return finding({ class: 'non-mmd', because: "is not in the tenant's directory" });
  const named = subject.entraId ?? subject.defenderId ?? subject.name;
  if (named !== null) {
    const because = "is not in the tenant's directory; another device's record has its serial, which proves nothing";
    return finding({ class: 'non-mmd', because });
  }
  return finding({ class: 'undetermined', because: 'is named by its serial only, which is for people' });
}

/** The finding on a record that is not enrolled when the directory was last read too long before; null: it was not. */
export function findingOfStaleRecord({ directory, at, steps }: Looking, device: Device): Finding | null {
  const { asOf, freshForHours } = directory.state;
  // A record that changed later than the last whole import is as fresh as its change.
  const knownAt = asOf === null ? device.recordedAt : later(asOf, device.recordedAt);
  const stale = staleAt(freshForHours, knownAt, at);
  if (!stale) return null;
  steps.push(stale);
  return awaiting(`was not enrolled in MMD when the directory was last read, too long before, on ${minuteOf(knownAt)}`);
}

function staleAt(freshForHours: number | null, knownAt: Instant, at: Instant) {
  if (freshForHours === null || at <= knownAt) return null;
  if (epochMs(at) - epochMs(knownAt) <= freshForHours * HOUR_MS) return null;
  return {
    by: 'directory',
    value: knownAt,
    gave: `stale: it counts for ${freshForHours} hours, and the activity began on ${minuteOf(at)}`,
  } as const;
}

/** Any import may settle it. */
function awaiting(because: string): Finding {
  return finding({ class: 'undetermined', because, awaitsDirectory: true });
}
