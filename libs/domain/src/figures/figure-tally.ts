import type { Instant } from '../event/instant.js';
import { PARTIES, type Party, partyOf } from '../policy/policy.js';
import type { ServiceLevels } from '../time/service-levels.js';
import type { FigureChange } from './figure-change.js';
import { FollowedIncident } from './followed-incident.js';
import { type OfferFigure, type PartyFigures, PartyTally } from './party-tally.js';

export interface Figures {
  readonly parties: Readonly<Record<Party, PartyFigures>>;
  /** Offers that were refused so often that managers had to settle it. */
  readonly disputes: number;
  /** Custody that moved because a decision was another, and not by an offer. */
  readonly movedByDecision: number;
}

/** What happened from then on and before then. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * What happened in a period, from the timelines of the incidents in which something did. It keeps eight bytes for each
 * duration and nothing else of them.
 */
export class FigureTally {
  readonly #parties = Object.fromEntries(PARTIES.map((party) => [party, new PartyTally()])) as Record<
    Party,
    PartyTally
  >;
  #disputes = 0;
  #movedByDecision = 0;

  constructor(private readonly period: Period) {}

  /** Takes one incident: its changes of {@link FIGURE_CHANGE_TYPES} before the period's end, in order from its opening. */
  add(changes: readonly FigureChange[], levels: ServiceLevels): void {
    const incident = new FollowedIncident(changes, levels, this.period.until);
    for (const change of changes) {
      incident.follow(change);
      if (change.at >= this.period.from && change.at < this.period.until) this.#count(change, incident);
    }
    const { resolved } = incident;
    if (resolved && resolved.at >= this.period.from && resolved.by !== 'merge' && resolved.by !== 'custody') {
      this.#parties[incident.party].resolve.add(incident.openedAt!, resolved.at, incident);
    }
  }

  figures(): Figures {
    const parties = Object.fromEntries(PARTIES.map((party) => [party, this.#parties[party].figures()]));
    return {
      parties: parties as Record<Party, PartyFigures>,
      disputes: this.#disputes,
      movedByDecision: this.#movedByDecision,
    };
  }

  #count(change: FigureChange, incident: FollowedIncident): void {
    const tally = this.#parties[incident.party];
    switch (change.type) {
      case 'incident.acknowledged':
        if (incident.takenUpSince) tally.acknowledge.add(incident.takenUpSince, change.at, incident);
        return;
      case 'incident.clock-breached':
        tally.breaches[change.clock] += 1;
        return;
      case 'incident.offered':
      case 'incident.offer-accepted':
      case 'incident.offer-refused':
      case 'incident.offer-withdrawn':
      case 'incident.offer-returned':
        this.#parties[partyOf(change.offer.from)].offers[OFFERS[change.type]] += 1;
        return;
      case 'incident.reopened':
        tally.reopened += 1;
        return;
      case 'incident.escalation-started':
        tally.escalations += 1;
        return;
      case 'incident.disputed':
        this.#disputes += 1;
        return;
      case 'incident.handed-over':
        this.#movedByDecision += 1;
        return;
      case 'incident.opened':
      case 'incident.severity-raised':
      case 'incident.severity-lowered':
      case 'incident.severity-set':
      case 'incident.dispute-settled':
      case 'incident.action-requested':
      case 'incident.action-answered':
      case 'incident.snoozed':
      case 'incident.snooze-agreed':
      case 'incident.woken':
      case 'incident.resolved':
        return;
      default:
        change satisfies never;
    }
  }
}

const OFFERS = {
  'incident.offered': 'made',
  'incident.offer-accepted': 'accepted',
  'incident.offer-refused': 'refused',
  'incident.offer-withdrawn': 'withdrawn',
  'incident.offer-returned': 'returned',
} as const satisfies Partial<Record<FigureChange['type'], OfferFigure>>;
