const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `now`, `40 s ago`, `3 min ago`, `5 h ago`, `12 days ago`; `in 5 min` for what is to come. */
export function relativeTime(moment: string, now: Date): string {
  const ms = now.getTime() - Date.parse(moment);
  if (!Number.isFinite(ms)) return '?';
  if (Math.abs(ms) < 2 * SECOND_MS) return 'now';
  const span = spanText(Math.abs(ms));
  return ms > 0 ? `${span} ago` : `in ${span}`;
}

/** `2026-11-22 10:00:03 UTC`: to the second, which is what people compare. */
export function exactTime(moment: string): string {
  const ms = Date.parse(moment);
  return Number.isFinite(ms) ? `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC` : moment;
}

/** `10:00:03`, of a day that is known from elsewhere. */
export function clockTime(moment: string): string {
  return exactTime(moment).slice(11, 19);
}

function spanText(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < 90 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 36 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round(ms / DAY_MS)} days`;
}
