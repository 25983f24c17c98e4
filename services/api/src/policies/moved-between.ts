/**
 * Which of the names that both lists have stand in another order: the fewest whose moving makes one of the other, so
 * that a name put first is one that moved, and not all the others.
 */
export function movedBetween(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const known = new Set(before);
  const places = new Map(before.map((name, at) => [name, at]));
  const both = after.filter((name) => known.has(name));
  const stayed = new Set(longestRising(both, (name) => places.get(name)!));
  return new Set(both.filter((name) => !stayed.has(name)));
}

/** The longest part of a list whose places only rise. A policy has some dozens of clauses: quadratic is quick. */
function longestRising(names: readonly string[], placeOf: (name: string) => number): readonly string[] {
  const best: (readonly string[])[] = [];
  for (const name of names) {
    const ahead = best.filter((run) => placeOf(run.at(-1)!) < placeOf(name));
    best.push([...longestOf(ahead), name]);
  }
  return longestOf(best);
}

const longestOf = (runs: readonly (readonly string[])[]): readonly string[] =>
  runs.reduce((one, other) => (other.length > one.length ? other : one), []);
