/** So much went from here to there. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface FlowBox {
  readonly name: string;
  readonly count: number;
  readonly y: number;
  readonly height: number;
}

export interface FlowBand extends Flow {
  /** Its middle where it leaves and where it arrives. */
  readonly fromY: number;
  readonly toY: number;
  readonly width: number;
}

export interface FlowLayout {
  readonly before: readonly FlowBox[];
  readonly after: readonly FlowBox[];
  readonly bands: readonly FlowBand[];
  readonly height: number;
}

const GAP = 14;
const LEAST_BAND = 1.5;

/**
 * Where everything of a flow picture of two columns stands: what was before at the left, what comes after at the right,
 * each as high as what it has, in the order of its size. `room` is the height that all flows together get, and `least`
 * what a box with its name needs.
 */
export function flowLayout(flows: readonly Flow[], room: number, least: number): FlowLayout {
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const scale = total > 0 ? room / total : 0;
  const before = column(flows, 'from', scale, least);
  const after = column(flows, 'to', scale, least);
  const rank = (boxes: readonly FlowBox[]) => new Map(boxes.map(({ name }, at) => [name, at]));
  const [leftRank, rightRank] = [rank(before), rank(after)];
  const left = new Filling(before, scale);
  const right = new Filling(after, scale);
  const outgoing = flows.toSorted(
    (a, b) => leftRank.get(a.from)! - leftRank.get(b.from)! || rightRank.get(a.to)! - rightRank.get(b.to)!,
  );
  const leaves = new Map(outgoing.map((flow) => [flow, left.take(flow.from, flow.count)]));
  const incoming = flows.toSorted(
    (a, b) => rightRank.get(a.to)! - rightRank.get(b.to)! || leftRank.get(a.from)! - leftRank.get(b.from)!,
  );
  const bands = incoming.map((flow) => ({
    ...flow,
    fromY: leaves.get(flow)!,
    toY: right.take(flow.to, flow.count),
    width: Math.max(LEAST_BAND, flow.count * scale),
  }));
  const height = Math.max(0, ...[before, after].map((boxes) => endOf(boxes.at(-1))));
  return { before, after, bands, height };
}

function column(flows: readonly Flow[], side: 'from' | 'to', scale: number, least: number): readonly FlowBox[] {
  const counts = new Map<string, number>();
  for (const flow of flows) counts.set(flow[side], (counts.get(flow[side]) ?? 0) + flow.count);
  const boxes: FlowBox[] = [];
  for (const [name, count] of [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
    const last = boxes.at(-1);
    boxes.push({ name, count, y: last ? endOf(last) + GAP : 0, height: Math.max(least, count * scale) });
  }
  return boxes;
}

const endOf = (box: FlowBox | undefined): number => (box ? box.y + box.height : 0);

/** Gives each band its place in its box, one below the other, in the middle of a box that is higher than they are. */
class Filling {
  readonly #next: Map<string, number>;

  constructor(
    boxes: readonly FlowBox[],
    private readonly scale: number,
  ) {
    this.#next = new Map(boxes.map(({ name, count, y, height }) => [name, y + (height - count * scale) / 2]));
  }

  take(name: string, count: number): number {
    const from = this.#next.get(name)!;
    this.#next.set(name, from + count * this.scale);
    return from + (count * this.scale) / 2;
  }
}
