import { FACT_VALUES, factsOf } from './cells.js';
import { type Condition, FACT_NAMES, type FactName, type Facts } from './policy.js';

/**
 * Some cells as few conditions: together they hold for all of them, and each for nothing else but `indifferent` cells,
 * of which it takes those that make it simpler. A fact that may be anything is left out. The same cells always give the
 * same conditions, in the order of the cells.
 */
export function boxesOf(cells: Iterable<number>, indifferent: Iterable<number> = []): readonly Condition[] {
  const left = new Set([...cells].sort((a, b) => a - b));
  const free = new Set(indifferent);
  const boxes: Condition[] = [];
  for (const cell of left) {
    const box = grown(factsOf(cell), left, free);
    for (const covered of cellsOfBox(box)) left.delete(covered);
    boxes.push(conditionOf(box));
  }
  return boxes;
}

/** Every cell a condition holds for, in ascending order. */
export function cellsOf(condition: Condition): readonly number[] {
  const box = Object.fromEntries(FACT_NAMES.map((name) => [name, condition[name] ?? FACT_VALUES[name]]));
  return cellsOfBox(box as unknown as Box).sort((a, b) => a - b);
}

/**
 * The most ordinary of some cells, for a person to picture: of the production ring, handled by nobody, without impact
 * on the service, as far as they allow. Null when there are none.
 */
export function exampleOf(cells: Iterable<number>): Facts | null {
  let best: number | null = null;
  let bestOddity = Infinity;
  for (const cell of cells) {
    const oddity = oddityOf(factsOf(cell));
    if (oddity < bestOddity || (oddity === bestOddity && best !== null && cell < best)) {
      best = cell;
      bestOddity = oddity;
    }
  }
  return best === null ? null : factsOf(best);
}

/** The values each fact may have. */
type Box = Readonly<Record<FactName, readonly string[]>>;

/**
 * Widens one cell fact by fact, the facts that people think of last first. Cells that are free help a fact to become
 * anything at all, or come along with wanted ones; a value that only they have is left out.
 */
function grown(seed: Facts, wanted: ReadonlySet<number>, free: ReadonlySet<number>): Box {
  let box = Object.fromEntries(FACT_NAMES.map((name) => [name, [seed[name]]])) as unknown as Box;
  for (const name of FACT_NAMES.toReversed()) {
    const all: readonly string[] = FACT_VALUES[name];
    const slices = new Map(all.map((value) => [value, cellsOfBox({ ...box, [name]: [value] })]));
    const possible = all.filter((value) => slices.get(value)!.every((cell) => wanted.has(cell) || free.has(cell)));
    const useful = possible.filter((value) => slices.get(value)!.some((cell) => wanted.has(cell)));
    box = { ...box, [name]: possible.length === all.length ? all : useful };
  }
  return box;
}

/** Counts as `cellOf` does, for all combinations at once. */
function cellsOfBox(box: Box): number[] {
  let cells = [0];
  for (const name of FACT_NAMES) {
    const all: readonly string[] = FACT_VALUES[name];
    const positions = box[name].map((value) => all.indexOf(value));
    cells = cells.flatMap((cell) => positions.map((position) => cell * all.length + position));
  }
  return cells;
}

function conditionOf(box: Box): Condition {
  const limited = FACT_NAMES.filter((name) => box[name].length < FACT_VALUES[name].length);
  return Object.fromEntries(limited.map((name) => [name, box[name]])) as Condition;
}

function oddityOf({ ring, handledBy, serviceImpact }: Facts): number {
  return Number(ring !== 'production') + Number(handledBy !== 'nobody') + Number(serviceImpact !== 'no');
}
