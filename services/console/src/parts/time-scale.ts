const MONTH_MS = 30 * 86_400_000;
const MARGIN = 0.12;

/** What part of time is drawn: all moments and today, with some room at both ends. */
export interface Scale {
  readonly fromMs: number;
  readonly toMs: number;
  /** Where a moment stands, in hundredths of the width. */
  at(ms: number): number;
}

export function scaleOf(moments: readonly string[], nowMs: number): Scale {
  const all = [nowMs, ...moments.map((moment) => new Date(moment).getTime())];
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(MONTH_MS, (last - first) * MARGIN);
  const [fromMs, toMs] = [first - room, last + room];
  const at = (ms: number) => (100 * Math.min(Math.max(ms - fromMs, 0), toMs - fromMs)) / (toMs - fromMs);
  return { fromMs, toMs, at };
}

const MOST_TICKS = 8;
const STEPS_MONTHS = [1, 3, 6, 12, 24, 60, 120];

/** Beginnings of months at even steps, so that few enough are drawn. */
export function ticksOf({ fromMs, toMs }: Scale): readonly number[] {
  const months = (ms: number) => new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth();
  const [first, last] = [months(fromMs) + 1, months(toMs)];
  const step = STEPS_MONTHS.find((size) => (last - first) / size <= MOST_TICKS) ?? STEPS_MONTHS.at(-1)!;
  const begin = Math.ceil(first / step) * step;
  const count = Math.max(0, Math.floor((last - begin) / step) + 1);
  return Array.from({ length: count }, (_, at) => {
    const month = begin + at * step;
    return Date.UTC(Math.floor(month / 12), month % 12);
  });
}
