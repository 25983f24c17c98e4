import {
  type CompiledPolicy,
  type Decision,
  type Directory,
  type Instant,
  type Receipt,
  type SourceEvent,
  deviceKey,
  keysOfSubject,
  partyOf,
  route,
} from '@demarc/domain';
import type { StoredDecision } from '@demarc/store';

/** By what the directory is asked when an event is decided: its devices and the people it names. */
export function directoryKeysOf({ subjects }: SourceEvent): readonly string[] {
  const keys = subjects.flatMap((subject) => {
    if (subject.type === 'device') return keysOfSubject(subject);
    return subject.name ? [deviceKey.user(subject.name)] : [];
  });
  return [...new Set(keys)];
}

/** Every half of an event, decided with the recorded flag and reasons; only the directory and the time may be others. */
export function decideAgain(
  event: SourceEvent,
  { policyBecause, flag }: Receipt,
  compiled: CompiledPolicy,
  directory: Directory,
  now: Instant,
): readonly Decision[] {
  return route(event, directory, { policy: { compiled, because: policyBecause }, flag, now });
}

/** The half of the party that the stored decision was for; null when that party would own nothing. */
export function sameHalf(decisions: readonly Decision[], { queue }: StoredDecision): Decision | null {
  return decisions.find(({ party }) => party === partyOf(queue)) ?? null;
}
