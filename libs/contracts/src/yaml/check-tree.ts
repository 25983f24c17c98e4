import { type LineCounter, type Node, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { MOST_LEVELS, MOST_NODES } from './yaml-bounds.js';
import { YamlFault, faultAt } from './yaml-fault.js';

/** How much a node stands for, with all that its aliases name. */
interface Extent {
  readonly nodes: number;
  readonly levels: number;
}

/**
 * Refuses what may be written but not read: a key twice in one map, and aliases that stand for more than anybody
 * writes, each of a few that stand for a few. Looks at every node once. Throws a {@link YamlFault}.
 */
export function checkTree(root: Node | null, text: string, lines: LineCounter): void {
  const named = new Map<string, Extent | null>();

  const extentOf = (node: unknown): Extent => {
    if (isAlias(node)) {
      const extent = named.get(node.source);
      if (extent) return extent;
      const why = extent === null ? 'stands inside of what it names' : 'has no anchor before it';
      throw faultAt(`The alias *${node.source} ${why}`, node.range?.[0] ?? 0, text, lines);
    }
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) named.set(anchor, null);
    const extent = bounded(sumOf(partsOf(node).map(extentOf)));
    if (anchor !== undefined) named.set(anchor, extent);
    return extent;
  };

  const partsOf = (node: unknown): readonly unknown[] => {
    if (isSeq(node)) return node.items;
    if (!isMap(node)) return [];
    const keys = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      if (keys.has(key.value)) throw faultAt('Map keys must be unique', key.range?.[0] ?? 0, text, lines);
      keys.add(key.value);
    }
    return node.items.flatMap(({ key, value }) => [key, value]);
  };

  extentOf(root);
}

function sumOf(parts: readonly Extent[]): Extent {
  let nodes = 1;
  let levels = 0;
  for (const part of parts) {
    nodes += part.nodes;
    levels = Math.max(levels, part.levels);
  }
  return { nodes, levels: levels + 1 };
}

function bounded(extent: Extent): Extent {
  if (extent.nodes > MOST_NODES) throw new YamlFault(`Its aliases stand for more than ${MOST_NODES} values`, null);
  if (extent.levels > MOST_LEVELS) throw new YamlFault(`It nests deeper than ${MOST_LEVELS} levels`, null);
  return extent;
}
