const HOUR = 60;
const DAY = 24 * HOUR;

/** Minutes as people say them: `40 s`, `25 min`, `1 h 20 min`, `3 days 4 h`. Hours and days around the clock. */
export function minutesText(minutes: number): string {
  if (minutes > 0 && minutes < 1) return `${Math.max(1, Math.round(minutes * 60))} s`;
  const whole = Math.round(minutes);
  if (whole < HOUR) return `${whole} min`;
  if (whole < 2 * DAY) return twoOf(Math.floor(whole / HOUR), 'h', whole % HOUR, 'min');
  const hours = Math.round(minutes / HOUR);
  return twoOf(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

function twoOf(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
