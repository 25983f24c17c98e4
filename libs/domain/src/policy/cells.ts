import { AREAS, DEVICE_CLASSES, HANDLED_BY, KINDS, RINGS } from '../event/vocabulary.js';
import { FACT_NAMES, type FactName, type Facts } from './policy.js';

/** Every value a fact may have, in a fixed order. */
export const FACT_VALUES: { readonly [Name in FactName]: readonly Facts[Name][] } = {
  kind: KINDS,
  device: DEVICE_CLASSES,
  area: AREAS,
  handledBy: HANDLED_BY,
  serviceImpact: ['yes', 'no'],
  ring: RINGS,
};

const SIZES = FACT_NAMES.map((name) => FACT_VALUES[name].length);
/** Facts are finite: 3 x 4 x 21 x 3 x 2 x 2 = 3,024 combinations, each with a number, so that all can be walked. */
export const CELL_COUNT = SIZES.reduce((product, size) => product * size, 1);

const POSITIONS = Object.fromEntries(
  FACT_NAMES.map((name) => [name, new Map<string, number>(FACT_VALUES[name].map((value, at) => [value, at]))]),
) as unknown as Readonly<Record<FactName, ReadonlyMap<string, number>>>;

/** The number of a combination of facts, from 0 to {@link CELL_COUNT} - 1. */
export function cellOf(facts: Facts): number {
  let cell = 0;
  for (let at = 0; at < FACT_NAMES.length; at += 1) {
    const name = FACT_NAMES[at]!;
    cell = cell * SIZES[at]! + POSITIONS[name].get(facts[name])!;
  }
  return cell;
}

/** The combination of facts with a number. */
export function factsOf(cell: number): Facts {
  let rest = cell;
  const facts: Partial<Record<FactName, string>> = {};
  for (let at = FACT_NAMES.length - 1; at >= 0; at -= 1) {
    const name = FACT_NAMES[at]!;
    facts[name] = FACT_VALUES[name][rest % SIZES[at]!]!;
    rest = Math.floor(rest / SIZES[at]!);
  }
  return Object.fromEntries(FACT_NAMES.map((name) => [name, facts[name]])) as unknown as Facts;
}
