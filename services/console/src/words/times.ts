/** One way to say times: in the reader's language and zone. `parts/moment.tsx` shows them. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** Where the shortest form is one that people write; the French one is a sum. */
const NARROW: ReadonlySet<string> = new Set(['en']);

const formats = new Map<string, Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.NumberFormat>();

function formatOf<Format extends Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.NumberFormat>(
  key: string,
  make: () => Format,
): Format {
  const known = formats.get(key) ?? make();
  formats.set(key, known);
  return known as Format;
}

/** `4m ago`, `in 2h`; `now` for less than a minute. */
export function sayAgo(at: string, nowMs: number, language: string): string {
  const away = new Date(at).getTime() - nowMs;
  const format = formatOf(
    `ago ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: NARROW.has(language) ? 'narrow' : 'short' }),
  );
  for (const [unit, ms] of UNITS) if (Math.abs(away) >= ms) return format.format(Math.trunc(away / ms), unit);
  return format.format(0, 'second');
}

/** A length of time in its two greatest units: `2h 5m`. */
export function sayLength(ms: number, language: string): string {
  const units = UNITS.map(([unit, size], at) => {
    const above = UNITS[at - 1]?.[1];
    return [unit, Math.floor((above === undefined ? ms : ms % above) / size)] as const;
  });
  const from = units.findIndex(([, count]) => count > 0);
  const said = from === -1 ? [['minute', 0] as const] : units.slice(from, from + 2).filter(([, count]) => count > 0);
  return said
    .map(([unit, count]) =>
      formatOf(
        `length ${unit} ${language}`,
        () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }),
      ).format(count),
    )
    .join(' ');
}

export const sayMinutes = (minutes: number, language: string): string => sayLength(minutes * MINUTE, language);

/** To the second, with the zone: what stands behind every relative time. */
export function sayExactly(at: string, language: string): string {
  return formatOf(
    `exact ${language}`,
    () => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }),
  ).format(new Date(at));
}

/** `27 Nov, 16:04`, with the year when it is another than this one's. */
export function sayMoment(at: string, nowMs: number, language: string): string {
  const date = new Date(at);
  const thisYear = date.getFullYear() === new Date(nowMs).getFullYear();
  return formatOf(
    `moment ${language} ${thisYear}`,
    () =>
      new Intl.DateTimeFormat(language, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...(!thisYear && { year: 'numeric' }),
      }),
  ).format(date);
}

/** Hours, minutes and seconds of a day. */
export function sayTimeOfDay(at: string, language: string): string {
  return formatOf(`time ${language}`, () => new Intl.DateTimeFormat(language, { timeStyle: 'medium' })).format(
    new Date(at),
  );
}

export function sayDay(at: string, language: string): string {
  return formatOf(`day ${language}`, () => new Intl.DateTimeFormat(language, { dateStyle: 'full' })).format(
    new Date(at),
  );
}

export function sayNumber(value: number, language: string): string {
  return formatOf(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);
}
