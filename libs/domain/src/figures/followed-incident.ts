import { type Instant, earlier, later } from '../event/instant.js';
import { bearsOnCustody, custodyPieces } from '../incident/custody-pieces.js';
import { countedMinutes } from '../incident/custody-totals.js';
import { type Party, type Queue, partyOf } from '../policy/policy.js';
import type { ServiceLevels } from '../time/service-levels.js';
import type { FigureChange } from './figure-change.js';

type Resolved = Extract<FigureChange, { readonly type: 'incident.resolved' }>;

/** An incident as far as it was followed: who has it, since when nobody took it up, whether it is over. */
export class FollowedIncident {
  openedAt: Instant | null = null;
  resolved: Resolved | null = null;
  /** Of the change that is followed now, when it takes it up. */
  takenUpSince: Instant | null = null;
  #queue: Queue | null = null;
  #waitsSince: Instant | null = null;

  constructor(
    private readonly changes: readonly FigureChange[],
    private readonly levels: ServiceLevels,
    private readonly until: Instant,
  ) {}

  get party(): Party {
    if (!this.#queue) throw new Error('A timeline does not begin with incident.opened.');
    return partyOf(this.#queue);
  }

  follow(change: FigureChange): void {
    const { at } = change;
    this.takenUpSince = null;
    switch (change.type) {
      case 'incident.opened':
        this.openedAt = at;
        this.#moved(change.incident.queue, at);
        return;
      case 'incident.handed-over':
        this.#moved(change.to.queue, at);
        return;
      case 'incident.dispute-settled':
        if (change.to !== this.#queue) this.#moved(change.to, at);
        return;
      case 'incident.offer-accepted':
        // Whoever accepts takes it up with the same word.
        this.#moved(change.offer.to, null);
        return;
      case 'incident.acknowledged':
        this.takenUpSince = this.#waitsSince;
        this.#waitsSince = null;
        return;
      case 'incident.resolved':
        this.resolved = change;
        this.#waitsSince = null;
        return;
      case 'incident.reopened':
        this.resolved = null;
        this.#waitsSince = at;
        return;
      case 'incident.severity-raised':
      case 'incident.severity-lowered':
      case 'incident.severity-set':
      case 'incident.offered':
      case 'incident.offer-refused':
      case 'incident.offer-withdrawn':
      case 'incident.offer-returned':
      case 'incident.disputed':
      case 'incident.action-requested':
      case 'incident.action-answered':
      case 'incident.snoozed':
      case 'incident.snooze-agreed':
      case 'incident.woken':
      case 'incident.clock-breached':
      case 'incident.escalation-started':
        return;
      default:
        change satisfies never;
    }
  }

  /** The minutes between two moments that count for the party that has it. */
  counted(from: Instant, until: Instant): number {
    let minutes = 0;
    for (const piece of custodyPieces(this.changes.filter(bearsOnCustody), this.until)) {
      const [begin, end] = [later(piece.from, from), earlier(piece.until, until)];
      if (piece.who === this.party && begin < end)
        minutes += countedMinutes({ ...piece, from: begin, until: end }, this.levels);
    }
    return minutes;
  }

  #moved(queue: Queue, waitsSince: Instant | null): void {
    this.#queue = queue;
    this.#waitsSince = waitsSince;
  }
}
