import type { DeviceView } from '@demarc/contracts';

/** What is kept of a device over time, in the order it is drawn. */
export const LANES = [
  'enrolments',
  'registrations',
  'names',
  'rings',
  'users',
  'tags',
  'groups',
  'defenderIds',
] as const;
export type LaneName = (typeof LANES)[number];

/** A time in which something held. */
export interface Bar {
  /** Null: it was enrolled, which has no value. */
  readonly value: string | null;
  /** Null: since ever. */
  readonly from: string | null;
  /** Null: it still does. */
  readonly until: string | null;
  /** Which line of the lane: what overlaps is drawn one below the other. */
  readonly row: number;
}

export interface Lane {
  readonly name: LaneName;
  readonly bars: readonly Bar[];
  readonly rows: number;
}

type Spanned = Pick<Bar, 'from' | 'until'> & { readonly value?: string };

/** The history of a device in lanes; those that are empty are left out, but for whether it was in the service. */
export function lanesOf(device: DeviceView): readonly Lane[] {
  return LANES.map((name) => laneOf(name, device[name])).filter(
    ({ name, bars }) => name === 'enrolments' || bars.length > 0,
  );
}

function laneOf(name: LaneName, spans: readonly Spanned[]): Lane {
  const ends: number[] = [];
  const inOrder = spans.toSorted((a, b) => beginOf(a) - beginOf(b));
  const bars = inOrder.map(({ value = null, ...span }): Bar => {
    const free = ends.findIndex((end) => end <= beginOf(span));
    const row = free === -1 ? ends.length : free;
    ends[row] = endOf(span);
    return { value, from: span.from, until: span.until, row };
  });
  return { name, bars, rows: Math.max(1, ends.length) };
}

const beginOf = ({ from }: Pick<Bar, 'from'>) => (from === null ? -Infinity : Date.parse(from));
const endOf = ({ until }: Pick<Bar, 'until'>) => (until === null ? Infinity : Date.parse(until));

export const holdsAt = (span: Pick<Bar, 'from' | 'until'>, ms: number): boolean =>
  beginOf(span) <= ms && ms < endOf(span);

export const isEnrolled = ({ enrolments }: Pick<DeviceView, 'enrolments'>, nowMs: number): boolean =>
  enrolments.some((span) => holdsAt(span, nowMs));

/** What it is called now, else what it was called last, else by what else it is known. */
export function deviceName({ names, serial, entraId, intuneId, id }: DeviceView, nowMs: number): string {
  const name = names.findLast((one) => holdsAt(one, nowMs)) ?? names.at(-1);
  return name?.value ?? serial ?? entraId ?? intuneId ?? id;
}

/** By what a device is found again: the API searches by these. */
export const deviceKey = ({ entraId, serial, names, id }: DeviceView): string =>
  entraId ?? serial ?? names.at(-1)?.value ?? id;

/** By what events may name it: its name first, as people know it, then its ids. A former name may be another's now. */
export const namesOf = ({ entraId, serial, names, defenderIds }: DeviceView): readonly string[] =>
  [names.at(-1)?.value, entraId, serial, ...defenderIds.map(({ value }) => value)].filter((one) => one != null);

/** Every moment at which something began or ended. */
export function momentsOf(lanes: readonly Lane[]): readonly string[] {
  return lanes.flatMap(({ bars }) => bars.flatMap(({ from, until }) => [from, until])).filter((at) => at !== null);
}
