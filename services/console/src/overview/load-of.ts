import type { FlowView } from '@demarc/contracts';

export interface ShownStep {
  readonly at: string;
  readonly until: string;
  readonly microsoft: number;
  readonly customer: number;
}

const HOUR_MS = 3_600_000;
const STEP_MS = { hour: HOUR_MS, day: 24 * HOUR_MS } as const;

/** Every step from the beginning of a period to its end, also those in which nothing was opened. */
export function loadOf({
  from,
  until,
  step,
  load,
}: Pick<FlowView, 'from' | 'until' | 'step' | 'load'>): readonly ShownStep[] {
  const ms = STEP_MS[step];
  const known = new Map(load.map((one) => [Date.parse(one.at), one]));
  const [first, last] = [Math.floor(Date.parse(from) / ms), Math.floor((Date.parse(until) - 1) / ms)];
  return Array.from({ length: last - first + 1 }, (_, n) => {
    const at = (first + n) * ms;
    const { microsoft = 0, customer = 0 } = known.get(at) ?? {};
    return { at: new Date(at).toISOString(), until: new Date(at + ms).toISOString(), microsoft, customer };
  });
}
