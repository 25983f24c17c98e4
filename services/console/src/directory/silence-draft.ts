import type { Matcher } from '@demarc/domain';
import type { BodyAt } from '../api/call.js';

/** A silence that somebody is about to make, as its form has it. */
export interface SilenceDraft {
  readonly kind: 'silence' | 'maintenance';
  /** Of everybody, rather than of the one customer that is looked at. */
  readonly everybody: boolean;
  readonly both: boolean;
  readonly matchers: readonly Matcher[];
  /** As an input of type `datetime-local` has it, in the reader's zone; empty: now. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly reason: string;
}

const HOUR_MS = 3_600_000;
const USUAL_HOURS = 2;

export const emptyDraft = (nowMs: number, everybody: boolean): SilenceDraft => ({
  kind: 'silence',
  everybody,
  both: false,
  matchers: [],
  startsAt: '',
  endsAt: localTime(nowMs + USUAL_HOURS * HOUR_MS),
  reason: '',
});

/** A moment as an input of type `datetime-local` has it. */
export function localTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

type SilenceBody = BodyAt<'POST /v1/silences'>;

/** What the API is asked for; null while it lacks an end or the value of a matcher. Only maintenance mutes both. */
export function bodyOf(draft: SilenceDraft, tenant: string | null): Omit<SilenceBody, 'reason'> | null {
  const { kind, everybody, both, matchers, startsAt, endsAt } = draft;
  if (endsAt === '' || matchers.some(({ value }) => value.trim() === '')) return null;
  return {
    kind,
    tenant: everybody ? null : tenant,
    mutes: both && kind === 'maintenance' ? 'both' : 'own-party',
    matchers: [...matchers],
    ...(startsAt !== '' && { startsAt: new Date(startsAt).toISOString() }),
    endsAt: new Date(endsAt).toISOString(),
  };
}
