import { usage } from './failure.js';

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** `15m`, `2h` or `3d` in minutes. Throws a usage failure. */
export function minutesOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text.trim()) ?? [];
  if (count !== undefined) return Number(count) * MINUTES[unit]!;
  throw usage(`"${text}" is no length of time.`, 'Write it as 15m, 2h or 3d.');
}
