import type { ReplayChangeLine, ReplayLine, ReplayProgressLine, ReplayTotalsLine } from '@demarc/contracts';
import { IncidentFold, type IncidentReplay, type ReplayPolicies, ReplayTally, Replayer } from '@demarc/domain';
import type { HistoryRow } from '@demarc/store';

const PROGRESS_EVERY_MS = 500;
const MS_PER_S = 1_000;

/**
 * A history decided again by a candidate, as the lines of the answer: a change as soon as the last decision of its
 * incident was read, now and then the progress, and the totals. Keeps one incident and the counts in memory, however
 * long the history is; it must come with the decisions of one incident one after the other. `nowMs` only ever grows.
 */
export async function* replayLines(
  history: AsyncIterable<Iterable<HistoryRow>>,
  policies: ReplayPolicies,
  nowMs: () => number,
): AsyncGenerator<readonly ReplayLine[], void, void> {
  const started = nowMs();
  const seconds = () => (nowMs() - started) / MS_PER_S;
  const replay = new Replay(policies);
  let toldMs = started;
  for await (const rows of history) {
    const lines: ReplayLine[] = [];
    for (const row of rows) {
      const change = replay.take(row);
      if (change) lines.push(change);
    }
    if (nowMs() - toldMs >= PROGRESS_EVERY_MS) {
      toldMs = nowMs();
      lines.push(replay.progress(seconds()));
    }
    yield lines;
  }
  const last = replay.finish();
  yield [...(last ? [last] : []), replay.progress(seconds()), replay.totals(seconds())];
}

class Replay {
  readonly #replayer: Replayer;
  readonly #candidate: string;
  readonly #tally = new ReplayTally();
  #taken = 0;
  /** The incident whose decisions are being read: any row of it, and what was made of them. */
  #row: HistoryRow | null = null;
  #fold = new IncidentFold();

  constructor(policies: ReplayPolicies) {
    this.#replayer = new Replayer(policies);
    this.#candidate = policies.candidate.policy.version;
  }

  /** Answers the incident before, when this row begins another and the candidate would have changed it. */
  take(row: HistoryRow): ReplayChangeLine | null {
    const ended = this.#row !== null && this.#row.incidentId !== row.incidentId ? this.finish() : null;
    this.#row = row;
    this.#taken += 1;
    const replayed = this.#replayer.replay(row);
    if (typeof replayed === 'string') {
      this.#tally.skipped(replayed);
    } else {
      const { custody, version } = row;
      this.#tally.decision(replayed, this.#fold.add({ ...replayed, custody, version }));
    }
    return ended;
  }

  finish(): ReplayChangeLine | null {
    const result = this.#fold.result();
    this.#fold = new IncidentFold();
    if (!result) return null;
    this.#tally.incident(result);
    return result.changes.length > 0 ? changeLine(this.#row!, result) : null;
  }

  progress(seconds: number): ReplayProgressLine {
    const perSecond = seconds > 0 ? Math.round(this.#taken / seconds) : 0;
    return { type: 'progress', decisions: this.#taken, seconds, perSecond };
  }

  totals(seconds: number): ReplayTotalsLine {
    return { type: 'totals', candidate: this.#candidate, ...this.#tally.totals(), seconds };
  }
}

function changeLine(row: HistoryRow, { changes, from, to, decisions, changed }: IncidentReplay): ReplayChangeLine {
  const { incidentId, reference, tenant, title, state } = row;
  return { type: 'change', incidentId, reference, tenant, title, state, changes, from, to, decisions, changed };
}
