import type { AnswerAt } from '../api/call.js';

export type Shift = AnswerAt<'GET /v1/tenants/:tenant/schedules'>['items'][number]['shifts'][number];

/** A piece of a shift within one week; places are hundredths of the week's width, in the reader's zone. */
export interface Piece {
  readonly contact: string | null;
  readonly why: Shift['why'];
  readonly from: string;
  readonly until: string;
  readonly begin: number;
  readonly end: number;
  /** It began the week before, or goes on in the next. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

export interface Week {
  /** Midnights in the reader's zone, from Monday to Sunday. */
  readonly days: readonly Date[];
  readonly pieces: readonly Piece[];
}

const DAYS = 7;

/** The weeks from the one that `nowMs` is in until the last shift ends, with the shifts in each. */
export function weeksOf(shifts: readonly Shift[], nowMs: number): readonly Week[] {
  const last = Math.max(nowMs, ...shifts.map(({ until }) => Date.parse(until)));
  const weeks: Week[] = [];
  for (let monday = mondayOf(nowMs); monday.getTime() < last || weeks.length === 0; monday = dayAfter(monday, DAYS)) {
    const days = Array.from({ length: DAYS }, (_, at) => dayAfter(monday, at));
    weeks.push({ days, pieces: shifts.flatMap((shift) => pieceOf(shift, days)) });
  }
  return weeks;
}

function pieceOf({ contact, why, from, until }: Shift, days: readonly Date[]): Piece[] {
  const [begin, end] = [placeIn(days, Date.parse(from)), placeIn(days, Date.parse(until))];
  if (begin >= 100 || end <= 0) return [];
  const piece = { contact, why, from, until, begin: Math.max(begin, 0), end: Math.min(end, 100) };
  return [{ ...piece, isCutBefore: begin < 0, isCutAfter: end > 100 }];
}

/** Where a moment stands in a week: days are as wide as each other, also those of 23 or 25 hours. */
export function placeIn(days: readonly Date[], ms: number): number {
  const first = days[0]!.getTime();
  if (ms < first) return -1;
  const at = days.findLastIndex((day) => day.getTime() <= ms);
  const [begin, end] = [days[at]!.getTime(), dayAfter(days[at]!, 1).getTime()];
  if (ms > end) return 101;
  return (100 * (at + (ms - begin) / (end - begin))) / DAYS;
}

function mondayOf(ms: number): Date {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % DAYS));
}

const dayAfter = (day: Date, days: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
