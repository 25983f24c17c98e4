import { type Hours, WEEKDAYS, type Weekday, type Window, checkSupportHours } from '@demarc/domain';

const DAYS = `(${WEEKDAYS.join('|')})`;
const PART = new RegExp(`^${DAYS}(?:-${DAYS})?\\s+(.+)$`);
const WINDOW = /^(\d\d:\d\d)-(\d\d:\d\d)$/;

export type ReadHours = { readonly hours: Hours } | { readonly mistakes: readonly string[] };

/**
 * Support hours as a table writes them: a zone, and a week such as `mon-fri 09:00-12:00, 13:00-17:30; sat 10:00-14:00`.
 * An empty week is around the clock.
 */
export function readHours(timeZone: string, week: string, holidays: readonly string[]): ReadHours {
  if (week === '' || week === '24x7') return { hours: '24x7' };
  const days = Object.fromEntries(WEEKDAYS.map((day) => [day, [] as Window[]])) as Record<Weekday, Window[]>;
  const mistakes: string[] = [];
  for (const part of week.split(';').map((text) => text.trim().toLowerCase())) {
    const [, first, last = first, windows] = PART.exec(part) ?? [];
    if (!first || !last || !windows) {
      mistakes.push(`"${part}" is no part of a week; write it as mon-fri 09:00-17:30`);
      continue;
    }
    for (const text of windows.split(',').map((one) => one.trim())) {
      const [, start, end] = WINDOW.exec(text) ?? [];
      if (!start || !end) mistakes.push(`"${text}" is no window; write it as 09:00-17:30`);
      else for (const day of between(first as Weekday, last as Weekday)) days[day].push({ start, end });
    }
  }
  const hours: Hours = { timeZone: timeZone || 'UTC', week: days, holidays };
  const all = [...mistakes, ...(mistakes.length > 0 ? [] : checkSupportHours(hours))];
  return all.length > 0 ? { mistakes: all } : { hours };
}

/** Over the end of the week too: `sat-mon`. */
function between(first: Weekday, last: Weekday): readonly Weekday[] {
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  const count = ((to - from + WEEKDAYS.length) % WEEKDAYS.length) + 1;
  return Array.from({ length: count }, (_, n) => WEEKDAYS[(from + n) % WEEKDAYS.length]!);
}
