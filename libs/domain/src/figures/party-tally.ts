import { type Instant, epochMs } from '../event/instant.js';
import type { TimerName } from '../incident/desk.js';
import type { FollowedIncident } from './followed-incident.js';
import { MinutesList, type Spread } from './minutes-list.js';

/** How long something took; null where it never happened. */
export interface TimeFigures {
  readonly count: number;
  /** By the clock on the wall. */
  readonly real: Spread | null;
  /** The party's own counted minutes, as {@link custodyTotals} counts them. */
  readonly counted: Spread | null;
}

export interface PartyFigures {
  /** From when a team got it (opened, moved to it, or reopened) until somebody of it took it up. */
  readonly acknowledge: TimeFigures;
  /** From the opening until the party resolved it for good; not what went on in another incident. */
  readonly resolve: TimeFigures;
  /** Of clocks that ran out while the party held it. */
  readonly breaches: Readonly<Record<TimerName, number>>;
  /** Of handovers that the party offered, to the other party or to another team of its own. */
  readonly offers: Readonly<Record<OfferFigure, number>>;
  /** Incidents of it that were reopened. */
  readonly reopened: number;
  /** Breaches of it that began to be told along the escalation policy. */
  readonly escalations: number;
}

export const OFFER_FIGURES = ['made', 'accepted', 'refused', 'withdrawn', 'returned'] as const;
export type OfferFigure = (typeof OFFER_FIGURES)[number];

const MINUTE_MS = 60_000;

class TimeTally {
  readonly #real = new MinutesList();
  readonly #counted = new MinutesList();

  add(from: Instant, until: Instant, incident: FollowedIncident): void {
    this.#real.add(Math.max(0, epochMs(until) - epochMs(from)) / MINUTE_MS);
    this.#counted.add(incident.counted(from, until));
  }

  figures(): TimeFigures {
    return { count: this.#real.count, real: this.#real.spread(), counted: this.#counted.spread() };
  }
}

/** Counts what a party did, and how long it took. */
export class PartyTally {
  readonly acknowledge = new TimeTally();
  readonly resolve = new TimeTally();
  readonly breaches: Record<TimerName, number> = { 'first-response': 0, update: 0 };
  readonly offers = Object.fromEntries(OFFER_FIGURES.map((figure) => [figure, 0])) as Record<OfferFigure, number>;
  reopened = 0;
  escalations = 0;

  figures(): PartyFigures {
    const { breaches, offers, reopened, escalations } = this;
    return {
      acknowledge: this.acknowledge.figures(),
      resolve: this.resolve.figures(),
      breaches: { ...breaches },
      offers: { ...offers },
      reopened,
      escalations,
    };
  }
}
