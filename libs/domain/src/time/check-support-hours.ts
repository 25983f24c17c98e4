import { type SupportHours, WEEKDAYS, type Window, minutesOf } from './support-hours.js';
import { isTimeZone } from './time-zone.js';

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Every mistake in support hours, in words; empty when they can be used. Never being open is one. */
export function checkSupportHours(value: unknown): readonly string[] {
  if (value === '24x7') return [];
  if (typeof value !== 'object' || value === null) return ['support hours are `24x7`, or a time zone and a week'];
  const { timeZone, week, holidays = [] } = value as Partial<SupportHours>;
  const mistakes: string[] = [];
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
    mistakes.push(`timeZone: "${String(timeZone)}" is no time zone; name one such as Europe/Amsterdam`);
  if (typeof week !== 'object' || week === null) return [...mistakes, 'week: it has windows for each day, such as mon'];
  for (const day of Object.keys(week)) {
    if (!(WEEKDAYS as readonly string[]).includes(day)) mistakes.push(`week: ${day} is none of ${WEEKDAYS.join(', ')}`);
  }
  for (const day of WEEKDAYS) mistakes.push(...checkDay(day, week[day]));
  for (const date of holidays) {
    if (!DATE.test(date) || Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date)
      mistakes.push(`holidays: "${date}" is no date such as 2026-12-25`);
  }
  if (mistakes.length === 0 && WEEKDAYS.every((day) => week[day].length === 0)) mistakes.push('week: it is never open');
  return mistakes;
}

function checkDay(day: string, windows: readonly Window[] | undefined): string[] {
  if (!Array.isArray(windows)) return [`week: ${day} is missing; a free day is an empty list`];
  const mistakes: string[] = [];
  const read = (windows as readonly Window[]).map(({ start, end }) => {
    for (const time of [start, end]) {
      if (!TIME.test(String(time))) mistakes.push(`week: ${day}: "${String(time)}" is no time such as 09:00`);
    }
    return [minutesOf(String(start)), minutesOf(String(end))] as const;
  });
  if (mistakes.length > 0) return mistakes;
  read.sort(([a], [b]) => a - b);
  for (const [at, [start, end]] of read.entries()) {
    if (end <= start) mistakes.push(`week: ${day}: a window ends after it starts`);
    if (at > 0 && start < read[at - 1]![1]) mistakes.push(`week: ${day}: windows overlap`);
  }
  return mistakes;
}
