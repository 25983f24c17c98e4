import { type Instant, epochMs, instantOf } from '../event/instant.js';
import { DAY_MS, TimeZone } from './time-zone.js';
import { minutesOf } from './support-hours.js';

/** Who of an area's contacts is told, turn by turn. Names are those of contacts. */
export interface OnCallSchedule {
  /** IANA zone in which shifts are handed over. */
  readonly timeZone: string;
  readonly rotation: Rotation;
  /** Somebody else for a time; of several the one that was added last goes first. */
  readonly overrides: readonly OnCallOverride[];
}

export interface Rotation {
  readonly every: 'day' | 'week';
  /** Local time, `HH:MM`. */
  readonly handoverAt: string;
  /** Local date (`YYYY-MM-DD`) of the first shift; weekly ones change on its weekday. */
  readonly startsOn: string;
  /** In their order, one shift each. */
  readonly members: readonly string[];
}

export interface OnCallOverride {
  readonly from: Instant;
  readonly until: Instant;
  readonly contact: string;
  readonly because: string;
}

/** One person's turn. `contact` null: nobody, which is before the rotation starts. */
export interface Shift {
  readonly contact: string | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly why: 'rotation' | 'override' | 'nobody';
}

const DAYS = { day: 1, week: 7 } as const;
/** More would be a mistake of whoever asks: ten years of days. */
const MOST_SHIFTS = 4_000;

/** Who is on call at a moment; null: nobody. */
export function onCallAt(schedule: OnCallSchedule, at: Instant): string | null {
  return shiftAt(schedule, at).contact;
}

/** The turn that a moment falls into, as far as nobody else takes a part of it over. */
export function shiftAt(schedule: OnCallSchedule, at: Instant): Shift {
  const base = rotationShift(schedule, epochMs(at));
  const override = schedule.overrides.findLast(({ from, until }) => from <= at && at < until);
  const edges = schedule.overrides.flatMap(({ from, until }) => [epochMs(from), epochMs(until)]);
  const nowMs = epochMs(at);
  const from = Math.max(base.from, ...edges.filter((edge) => edge <= nowMs));
  const until = Math.min(base.until, ...edges.filter((edge) => edge > nowMs));
  const span = { from: instantOf(from), until: instantOf(until) };
  if (override) return { contact: override.contact, ...span, why: 'override' };
  return { contact: base.contact, ...span, why: base.contact === null ? 'nobody' : 'rotation' };
}

/** All turns between two moments, without gaps; the first and the last are cut to them. */
export function shiftsBetween(schedule: OnCallSchedule, from: Instant, until: Instant): readonly Shift[] {
  const shifts: Shift[] = [];
  for (let at = from; at < until && shifts.length < MOST_SHIFTS; at = shifts.at(-1)!.until) {
    const shift = shiftAt(schedule, at);
    const cut = { ...shift, from: at, until: shift.until < until ? shift.until : until };
    const last = shifts.at(-1);
    if (last && last.contact === cut.contact && last.why === cut.why && cut.why === 'override')
      shifts[shifts.length - 1] = { ...last, until: cut.until };
    else shifts.push(cut);
  }
  return shifts;
}

/** Handing over at nine stays at nine when clocks change: days and weeks are counted locally. */
function rotationShift({ timeZone, rotation }: OnCallSchedule, ms: number) {
  const zone = TimeZone.named(timeZone);
  const { every, handoverAt, startsOn, members } = rotation;
  const length = DAYS[every];
  const first = Date.parse(`${startsOn}T00:00:00Z`) / DAY_MS;
  const handover = (turn: number) => zone.momentOf(first + turn * length, minutesOf(handoverAt), 'first');
  let turn = Math.floor((zone.dayAt(ms) - first) / length);
  // Before the hour of the handover the turn is still the one before.
  if (handover(turn) > ms) turn -= 1;
  if (turn < 0 || members.length === 0)
    return { contact: null, from: handover(turn), until: handover(turn < 0 ? 0 : turn + 1) };
  return { contact: members[turn % members.length]!, from: handover(turn), until: handover(turn + 1) };
}
