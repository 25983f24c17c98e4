import type { Party } from './policy.js';
import { type ReplayChange, changesBetween } from './replay-change.js';
import type { ReplayOutcome, ReplayedDecision } from './replay-decision.js';

/** A replayed decision as one of its incident. */
export interface ReplayedSighting extends ReplayedDecision {
  /** The event is the one on which the incident's custody rests, in some version. */
  readonly custody: boolean;
  /** Of the event, to find its newest. */
  readonly version: string;
}

/** What a candidate would change of an incident. */
export interface IncidentReplay {
  readonly from: ReplayOutcome;
  readonly to: ReplayOutcome;
  /** Empty: nothing that anybody would notice. */
  readonly changes: readonly ReplayChange[];
  /** Decisions replayed, and those among them that would come out otherwise. */
  readonly decisions: number;
  readonly changed: number;
}

/**
 * The decisions of one incident, one after the other, in any order: only counts are kept, however many there are.
 * An incident follows the newest version of the event on which its custody rests; when that event is outside the
 * replay, the first that is inside stands for it.
 */
export class IncidentFold {
  #lead: ReplayedSighting | null = null;
  #decisions = 0;
  #changed = 0;
  /** How many went from which party to which. */
  readonly #moves: Record<Party, Record<Party, number>> = {
    microsoft: { microsoft: 0, customer: 0 },
    customer: { microsoft: 0, customer: 0 },
  };

  add(sighting: ReplayedSighting): readonly ReplayChange[] {
    const changes = changesBetween(sighting.from, sighting.to);
    this.#decisions += 1;
    if (changes.length > 0) this.#changed += 1;
    this.#moves[sighting.from.party][sighting.to.party] += 1;
    if (leads(sighting, this.#lead)) this.#lead = sighting;
    return changes;
  }

  /** Null: nothing of it was replayed. */
  result(): IncidentReplay | null {
    if (!this.#lead) return null;
    const { from, to } = this.#lead;
    const own = changesBetween(from, to);
    const changes: readonly ReplayChange[] =
      this.#goesApart(from.party, to.party) && !own.includes('split') ? [...own, 'split'] : own;
    return { from, to, changes, decisions: this.#decisions, changed: this.#changed };
  }

  /** Whether some of what one party has together would not go where the incident goes. */
  #goesApart(from: Party, to: Party): boolean {
    return this.#moves[from][to === 'microsoft' ? 'customer' : 'microsoft'] > 0;
  }
}

function leads(sighting: ReplayedSighting, lead: ReplayedSighting | null): boolean {
  if (!lead) return true;
  if (sighting.custody !== lead.custody) return sighting.custody;
  return sighting.custody && sighting.version > lead.version;
}
