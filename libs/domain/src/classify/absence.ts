import type { Device } from '../directory/device.js';
import type { DirectoryState } from '../directory/directory.js';
import { type Instant, epochMs, instantOf, later } from '../event/instant.js';
import type { LookUp } from './classified-device.js';
import { type Finding, type Looking, finding, minuteOf } from './looking.js';

const HOUR_MS = 3_600_000;
/** Later than any instant that can be read, and still an instant. */
const FOR_EVER_MS = Date.UTC(9999, 0);

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
  if (isStale(directory.state, at)) {
    steps.push(staleStep(directory.state, asOf, at));
    return awaiting(`is not in the directory, which was last read too long before, on ${minuteOf(asOf)}`);
  }
  const sharing = subject.serial ? directory.bySerial(subject.serial) : [];
  if (sharing.length === 0) return finding({ class: 'non-mmd', because: "is not in the tenant's directory" });
  const named = subject.entraId ?? subject.defenderId ?? subject.name;
  if (named !== null) {
    const because = "is not in the tenant's directory; another device's record has its serial, which proves nothing";
    return finding({ class: 'non-mmd', because });
  }
  return finding({ class: 'undetermined', because: 'is named by its serial only, which is for people' });
}

/** The finding on a record that is not enrolled when the directory was last read too long before; null: it was not. */
export function findingOfStaleRecord({ directory: { state }, at, steps }: Looking, device: Device): Finding | null {
  if (state.asOf !== null && !isStale(state, at)) return null;
  // A record that changed later than the last whole import is as fresh as its change.
  const knownAt = state.asOf === null ? device.recordedAt : later(state.asOf, device.recordedAt);
  if (at <= freshUntil(state, knownAt)) return null;
  steps.push(staleStep(state, knownAt, at));
  return awaiting(`was not enrolled in MMD when the directory was last read, too long before, on ${minuteOf(knownAt)}`);
}

const ends = new WeakMap<DirectoryState, Instant>();

/** Whether the last whole import is too old for the activity. Asked for most events, so that its end is kept. */
function isStale(state: DirectoryState, at: Instant): boolean {
  if (state.asOf === null || state.freshForHours === null) return false;
  let end = ends.get(state);
  if (end === undefined) {
    end = freshUntil(state, state.asOf);
    ends.set(state, end);
  }
  return at > end;
}

/** The last moment at which something learnt at `knownAt` still counts. */
function freshUntil({ freshForHours }: DirectoryState, knownAt: Instant): Instant {
  const endMs = epochMs(knownAt) + (freshForHours ?? Infinity) * HOUR_MS;
  return instantOf(Math.min(endMs, FOR_EVER_MS));
}

function staleStep({ freshForHours }: DirectoryState, knownAt: Instant, at: Instant): LookUp {
  const gave = `stale: it counts for ${freshForHours} hours, and the activity began on ${minuteOf(at)}`;
  return { by: 'directory', value: knownAt, gave };
}

/** Any import may settle it. */
function awaiting(because: string): Finding {
  return finding({ class: 'undetermined', because, awaitsDirectory: true });
}
