import type { ReplayChangeLine, ReplayFigures, ReplayLine, ReplayTotalsLine } from '@demarc/contracts';
import type { Flow } from './flow-layout.js';

/** As many changed incidents as are kept to be listed; all of them are counted. */
export const MOST_LISTED = 2_000;

/** What a replay has said so far. */
export interface ReplayResult {
  readonly decisions: number;
  readonly perSecond: number;
  readonly changes: readonly ReplayChangeLine[];
  readonly changed: number;
  readonly byTeam: readonly Flow[];
  readonly byClause: readonly Flow[];
  readonly totals: ReplayTotalsLine | null;
  /** Why it broke off; null: it did not. */
  readonly failed: string | null;
}

/** What goes along with a proposal. */
export function figuresOf(
  { decisions, incidents, incidentsChanged, changes }: ReplayTotalsLine,
  about: Pick<ReplayFigures, 'from' | 'to' | 'tenant'>,
): ReplayFigures {
  return { ...about, decisions, incidents, incidentsChanged, otherParty: changes.owner ?? 0 };
}

/** Puts the lines of a replay together; as large as its flows and the incidents that are listed. */
export class ReplayTally {
  #decisions = 0;
  #perSecond = 0;
  #changed = 0;
  readonly #changes: ReplayChangeLine[] = [];
  readonly #teams = new Map<string, Flow>();
  readonly #clauses = new Map<string, Flow>();
  #totals: ReplayTotalsLine | null = null;
  #failed: string | null = null;

  take(line: ReplayLine): void {
    switch (line.type) {
      case 'progress':
        this.#decisions = line.decisions;
        this.#perSecond = line.perSecond;
        break;
      case 'change':
        this.#change(line);
        break;
      case 'totals':
        this.#totals = line;
        break;
      case 'failed':
        this.#failed = line.detail;
        break;
      default:
        line satisfies never;
    }
  }

  result(): ReplayResult {
    return {
      decisions: this.#decisions,
      perSecond: this.#perSecond,
      changes: [...this.#changes],
      changed: this.#changed,
      byTeam: [...this.#teams.values()],
      byClause: [...this.#clauses.values()],
      totals: this.#totals,
      failed: this.#failed,
    };
  }

  #change(line: ReplayChangeLine): void {
    const { from, to } = line;
    this.#changed += 1;
    if (this.#changes.length < MOST_LISTED) this.#changes.push(line);
    add(this.#teams, from.queue, to.queue);
    add(this.#clauses, from.clauseId, to.clauseId);
  }
}

function add(flows: Map<string, Flow>, from: string, to: string): void {
  const key = `${from}\n${to}`;
  flows.set(key, { from, to, count: (flows.get(key)?.count ?? 0) + 1 });
}
