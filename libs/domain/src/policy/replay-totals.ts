import { REPLAY_CHANGES, type ReplayChange } from './replay-change.js';
import { REPLAY_GAPS, type ReplayGap, type ReplayedDecision } from './replay-decision.js';
import type { IncidentReplay } from './replay-incident.js';

/** What went from one clause to another, or stayed under one. */
export interface ClauseMove {
  readonly from: string;
  readonly to: string;
  readonly decisions: number;
  /** Incidents whose custody rests on one of them. */
  readonly incidents: number;
}

export interface ReplayTotals {
  /** A divided event has two decisions. */
  readonly decisions: number;
  readonly decisionsChanged: number;
  readonly incidents: number;
  readonly incidentsChanged: number;
  /** Incidents by what would change; one can count several times. */
  readonly changes: Readonly<Record<ReplayChange, number>>;
  /** Most frequent first. */
  readonly clauses: readonly ClauseMove[];
  /** Decisions that could not be replayed, by the reason. */
  readonly skipped: Readonly<Record<ReplayGap, number>>;
}

/** Counts a replay while it runs; as large as the number of pairs of clauses. */
export class ReplayTally {
  #decisions = 0;
  #decisionsChanged = 0;
  #incidents = 0;
  #incidentsChanged = 0;
  readonly #changes = zeroes(REPLAY_CHANGES);
  readonly #skipped = zeroes(REPLAY_GAPS);
  readonly #clauses = new Map<string, { from: string; to: string; decisions: number; incidents: number }>();

  decision({ from, to }: ReplayedDecision, changes: readonly ReplayChange[]): void {
    this.#decisions += 1;
    if (changes.length > 0) this.#decisionsChanged += 1;
    this.#move(from.clauseId, to.clauseId).decisions += 1;
  }

  skipped(gap: ReplayGap): void {
    this.#skipped[gap] += 1;
  }

  incident({ from, to, changes }: IncidentReplay): void {
    this.#incidents += 1;
    if (changes.length > 0) this.#incidentsChanged += 1;
    for (const change of changes) this.#changes[change] += 1;
    this.#move(from.clauseId, to.clauseId).incidents += 1;
  }

  totals(): ReplayTotals {
    return {
      decisions: this.#decisions,
      decisionsChanged: this.#decisionsChanged,
      incidents: this.#incidents,
      incidentsChanged: this.#incidentsChanged,
      changes: { ...this.#changes },
      clauses: [...this.#clauses.values()].map((move) => ({ ...move })).sort(mostFrequentFirst),
      skipped: { ...this.#skipped },
    };
  }

  #move(from: string, to: string) {
    const key = `${from}\n${to}`;
    let move = this.#clauses.get(key);
    if (!move) this.#clauses.set(key, (move = { from, to, decisions: 0, incidents: 0 }));
    return move;
  }
}

function mostFrequentFirst(a: ClauseMove, b: ClauseMove): number {
  return b.decisions - a.decisions || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1);
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
