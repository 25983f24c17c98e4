export const PERIODS = ['today', 'week', 'month', 'quarter'] as const;
export type Period = (typeof PERIODS)[number];

/** Of what the overview is, as it stands in the address. */
export interface OverviewSearch {
  /** Without it, a week. */
  readonly period?: Period;
  /** Without it, all that one may see. */
  readonly tenant?: string;
}

export function overviewSearch(given: Readonly<Record<string, unknown>>): OverviewSearch {
  const period = PERIODS.find((name) => name === given['period']);
  const tenant = given['tenant'];
  return {
    ...(period && period !== 'week' && { period }),
    ...(typeof tenant === 'string' && tenant !== '' && { tenant }),
  };
}

const DAYS: Readonly<Record<Period, number>> = { today: 1, week: 7, month: 30, quarter: 90 };

/** The beginning of the reader's day with which a period begins, this one the last; the same all day long. */
export function beginningOf(period: Period, nowMs: number): string {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - (DAYS[period] - 1));
  return day.toISOString();
}
