import { type Instant, earlier, later } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import { type Party, type Queue, partyOf } from '../policy/policy.js';
import type { IncidentChangeType, Verdict } from './change.js';
import type { AskedAction, Offer, Snooze } from './desk.js';
import type { Incident } from './incident.js';

/** A change that says who has an incident, whether its time counts, and by whose hours: as much of it as that takes. */
export type CustodyChange = { readonly at: Instant } & (
  | { readonly type: 'incident.opened'; readonly incident: Pick<Incident, 'queue' | 'severity'> }
  | {
      readonly type: 'incident.severity-raised' | 'incident.severity-lowered' | 'incident.severity-set';
      readonly to: Severity;
    }
  | { readonly type: 'incident.handed-over'; readonly to: Pick<Verdict, 'queue'> }
  | {
      readonly type:
        | 'incident.offered'
        | 'incident.offer-accepted'
        | 'incident.offer-refused'
        | 'incident.offer-withdrawn'
        | 'incident.offer-returned';
      readonly offer: Pick<Offer, 'from' | 'to'>;
    }
  | { readonly type: 'incident.dispute-settled'; readonly to: Queue }
  | { readonly type: 'incident.action-requested'; readonly asked: Pick<AskedAction, 'of'> }
  | { readonly type: 'incident.snoozed'; readonly snooze: Pick<Snooze, 'until'> }
  | { readonly type: 'incident.snooze-agreed'; readonly until: Instant }
  | { readonly type: 'incident.action-answered' | 'incident.woken' | 'incident.reopened' }
  | { readonly type: 'incident.resolved' }
);

/** Every type of change is in here, so that a new one cannot be forgotten. */
const BEARS_ON_CUSTODY: {
  readonly [Type in IncidentChangeType]: Type extends CustodyChange['type'] ? true : false;
} = {
  'incident.opened': true,
  'incident.events-joined': false,
  'incident.severity-raised': true,
  'incident.severity-lowered': true,
  'incident.severity-set': true,
  'incident.handed-over': true,
  'incident.redecided': false,
  'incident.event-left': false,
  'incident.linked': false,
  'incident.service-impact-flagged': false,
  'incident.acknowledged': false,
  'incident.assigned': false,
  'incident.commented': false,
  'incident.resolved': true,
  'incident.reopened': true,
  'incident.offered': true,
  'incident.offer-accepted': true,
  'incident.offer-refused': true,
  'incident.offer-withdrawn': true,
  'incident.offer-escalated': false,
  'incident.offer-returned': true,
  'incident.disputed': false,
  'incident.dispute-settled': true,
  'incident.customer-engaged': false,
  'incident.action-requested': true,
  'incident.action-answered': true,
  'incident.close-announced': false,
  'incident.snoozed': true,
  'incident.snooze-agreed': true,
  'incident.woken': true,
  'incident.absorbed': false,
  'incident.split-off': false,
  'incident.clock-warned': false,
  'incident.clock-breached': false,
  'incident.escalation-started': false,
  'incident.escalated': false,
  'incident.escalation-acknowledged': false,
};

/** What a timeline has to be read of to follow custody. */
export const CUSTODY_CHANGE_TYPES = (Object.keys(BEARS_ON_CUSTODY) as IncidentChangeType[]).filter(
  (type): type is CustodyChange['type'] => BEARS_ON_CUSTODY[type],
);

export function bearsOnCustody<Change extends { readonly type: IncidentChangeType }>(
  change: Change,
): change is Extract<Change, { readonly type: CustodyChange['type'] }> {
  return BEARS_ON_CUSTODY[change.type];
}

/**
 * - `held`: the party's team has it.
 * - `waiting`: the party was asked to do something, and the other one waits for its answer.
 * - `offered`: a handover waits for its receiver's word. The giver answers for it, and nobody's time runs.
 */
export type CustodyWhy = 'held' | 'waiting' | 'offered';

/** A stretch of an open incident's life in which nothing changed that its time depends on. */
export interface CustodyPiece {
  readonly from: Instant;
  readonly until: Instant;
  readonly who: Party | 'in-transit';
  readonly why: CustodyWhy;
  /** The team in whose support hours it counts: the holder, who was asked, or who is offered it. */
  readonly queue: Queue;
  readonly severity: Severity;
  /** By agreement of both parties. */
  readonly snoozed: boolean;
}

interface Standing {
  readonly queue: Queue;
  readonly severity: Severity;
  readonly asked: Queue | null;
  readonly offeredTo: Queue | null;
  readonly snoozed: { readonly until: Instant; readonly agreed: boolean } | null;
  readonly resolved: boolean;
}

const NOTHING_PENDING = { asked: null, offeredTo: null, snoozed: null } as const;

/**
 * The life of an incident as its timeline tells it until `now`, in order and without the time in which it was resolved.
 * `changes` are those that bear on custody, in order, from the opening on. Throws when the opening is not the first.
 */
export function* custodyPieces(
  changes: Iterable<CustodyChange>,
  now: Instant,
): Generator<CustodyPiece, void, undefined> {
  let standing: Standing | null = null;
  let from: Instant | null = null;
  for (const change of changes) {
    // Clocks of several processes differ a little; time in an incident only goes on.
    const until: Instant = from === null ? change.at : later(from, change.at);
    if (standing) yield* piecesOf(standing, from!, earlier(until, later(now, from!)));
    standing = standingAfter(standing, change);
    from = until;
  }
  if (standing) yield* piecesOf(standing, from!, later(from!, now));
}

function* piecesOf(standing: Standing, from: Instant, until: Instant): Generator<CustodyPiece, void, undefined> {
  if (standing.resolved || from >= until) return;
  const { queue, severity, asked, offeredTo, snoozed } = standing;
  const stretch = { severity, ...heldBy(queue, asked, offeredTo) };
  // A router that was down wakes it late: it slept until the time that was agreed on all the same.
  const wakesAt = snoozed?.agreed ? earlier(later(from, snoozed.until), until) : from;
  if (from < wakesAt) yield { from, until: wakesAt, ...stretch, snoozed: true };
  if (wakesAt < until) yield { from: wakesAt, until, ...stretch, snoozed: false };
}

/** What the customer was asked goes on while the incident is offered to somebody. */
function heldBy(
  queue: Queue,
  asked: Queue | null,
  offeredTo: Queue | null,
): Pick<CustodyPiece, 'who' | 'why' | 'queue'> {
  if (asked) return { who: partyOf(asked), why: 'waiting', queue: asked };
  if (offeredTo) return { who: 'in-transit', why: 'offered', queue: offeredTo };
  return { who: partyOf(queue), why: 'held', queue };
}

function standingAfter(standing: Standing | null, change: CustodyChange): Standing {
  if (change.type === 'incident.opened') {
    const { queue, severity } = change.incident;
    return { queue, severity, ...NOTHING_PENDING, resolved: false };
  }
  if (!standing) throw new Error(`${change.type} came before incident.opened.`);
  switch (change.type) {
    case 'incident.severity-raised':
    case 'incident.severity-lowered':
    case 'incident.severity-set':
      return { ...standing, severity: change.to };
    case 'incident.handed-over':
      return { ...standing, ...NOTHING_PENDING, queue: change.to.queue };
    case 'incident.offered':
      return { ...standing, offeredTo: change.offer.to };
    case 'incident.offer-accepted':
      return { ...standing, ...NOTHING_PENDING, queue: change.offer.to };
    case 'incident.offer-refused':
    case 'incident.offer-withdrawn':
    case 'incident.offer-returned':
      return { ...standing, offeredTo: null };
    case 'incident.dispute-settled':
      return change.to === standing.queue ? standing : { ...standing, ...NOTHING_PENDING, queue: change.to };
    case 'incident.action-requested':
      return { ...standing, asked: change.asked.of };
    case 'incident.action-answered':
      return { ...standing, asked: null };
    case 'incident.snoozed':
      return { ...standing, snoozed: { until: change.snooze.until, agreed: false } };
    case 'incident.snooze-agreed':
      return { ...standing, snoozed: { until: change.until, agreed: true } };
    case 'incident.woken':
      return { ...standing, snoozed: null };
    case 'incident.resolved':
      return { ...standing, ...NOTHING_PENDING, resolved: true };
    case 'incident.reopened':
      return { ...standing, resolved: false };
    default:
      return change satisfies never;
  }
}
