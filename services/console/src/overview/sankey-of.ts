import type { FlowView } from '@demarc/contracts';
import { type SankeyLink, type SankeyNode, sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey';

export const STAGES = ['source', 'device', 'clause', 'queue'] as const;
export type Stage = (typeof STAGES)[number];

interface NodeData {
  readonly id: string;
  readonly stage: Stage;
  /** What the API calls it; null: several that were too small for a place of their own. */
  readonly name: string | null;
}

interface LinkData {
  readonly id: string;
  readonly count: number;
}

export interface FlowNode extends NodeData {
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FlowLink extends LinkData {
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly path: string;
  readonly width: number;
}

export interface FlowLayout {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

const NODE_PX = 10;
const GAP_PX = 16;
/** More at one stage would be lines too thin to follow; the rest is one. */
const MOST_AT_STAGE = 8;

type Path = FlowView['paths'][number];
const AT: Readonly<Record<Stage, (path: Path) => string>> = {
  source: ({ source }) => source,
  device: ({ device }) => device,
  clause: ({ clauseId }) => clauseId,
  queue: ({ queue }) => queue,
};

/** Where everything of the picture stands, in a frame of that size: four columns from source to queue. */
export function sankeyOf(paths: readonly Path[], width: number, height: number): FlowLayout {
  if (paths.length === 0) return { nodes: [], links: [] };
  const kept = Object.fromEntries(STAGES.map((stage) => [stage, greatestOf(paths, stage)]));
  const nodes = new Map<string, NodeData>();
  const links = new Map<string, { source: string; target: string; value: number } & LinkData>();
  for (const path of paths) {
    const ids = STAGES.map((stage) => {
      const named = AT[stage](path);
      const name = kept[stage]!.has(named) ? named : null;
      const id = `${stage} ${name ?? ''}`;
      nodes.set(id, { id, stage, name });
      return id;
    });
    for (const [at, source] of ids.slice(0, -1).entries()) {
      const target = ids[at + 1]!;
      const id = `${source}\n${target}`;
      const value = (links.get(id)?.value ?? 0) + path.incidents;
      links.set(id, { id, source, target, value, count: value });
    }
  }
  const laid = sankey<NodeData, LinkData>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    .nodeWidth(NODE_PX)
    .nodePadding(GAP_PX)
    .extent([
      [0, 0],
      [width, height],
    ])({ nodes: [...nodes.values()].map((node) => ({ ...node })), links: [...links.values()] });
  const placed = new Map(laid.nodes.map((node) => [node.id, placedNode(node)]));
  const draw = sankeyLinkHorizontal<NodeData, LinkData>();
  return {
    nodes: [...placed.values()],
    links: laid.links.map((link) => ({
      id: link.id,
      count: link.count,
      from: placed.get(idOf(link.source))!,
      to: placed.get(idOf(link.target))!,
      path: draw(link) ?? '',
      width: Math.max(1, link.width ?? 0),
    })),
  };
}

function greatestOf(paths: readonly Path[], stage: Stage): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(AT[stage](path), (counts.get(AT[stage](path)) ?? 0) + path.incidents);
  const greatest = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return new Set(greatest.length > MOST_AT_STAGE ? greatest.slice(0, MOST_AT_STAGE - 1) : greatest);
}

const idOf = (end: SankeyLink<NodeData, LinkData>['source']): string => (end as SankeyNode<NodeData, LinkData>).id;

function placedNode({ id, stage, name, value = 0, ...at }: SankeyNode<NodeData, LinkData>): FlowNode {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = at;
  return { id, stage, name, count: value, x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0) };
}
