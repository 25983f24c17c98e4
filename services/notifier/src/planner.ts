import { type NoticeMessage, noticeMessageOf } from '@demarc/contracts';
import { type Instant, type Notice, contactTenant, epochMs, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  type DataSource,
  type PlannedDelivery,
  loadContactsOf,
  loadOwedNotices,
  loadSchedulesOf,
  newId,
  planNotices,
} from '@demarc/store';
import type { MissingContacts } from './missing-contacts.js';
import type { NotifierMetrics } from './notifier-metrics.js';
import { planOf } from './plan.js';
import type { Sendable } from './sendable.js';
import { type ThrottleOptions, throttle } from './stages/throttle.js';

export interface PlannerOptions {
  readonly store: DataSource;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly missing: MissingContacts;
  readonly metrics: NotifierMetrics;
  readonly throttle: ThrottleOptions;
}

/** Turns notices into deliveries that are in the database, and answers those that are new and now this process's to send. */
export class Planner {
  readonly #options: PlannerOptions;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /** The notices with these ids, with their incidents as they are now; one that does not exist is left out. */
  async load(keys: readonly { tenant: string; id: string }[]): Promise<readonly NoticeMessage[]> {
    if (keys.length === 0) return [];
    const owed = await loadOwedNotices(this.#options.store, keys);
    return owed.map(({ notice, incident, clause, eventId, sourceEventId }) =>
      noticeMessageOf(notice, incident, clause, { eventId, sourceEventId }),
    );
  }

  /** Throws when the database cannot take them; nothing is planned then. */
  async plan(batch: readonly NoticeMessage[]): Promise<readonly Sendable[]> {
    const { store, clock, leaseMs, missing, metrics } = this.#options;
    const notices = [...new Map(batch.map((notice) => [`${notice.tenant} ${notice.id}`, notice])).values()];
    if (notices.length === 0) return [];
    // Read anew for each batch: one query over a handful of rows, and a new contact counts at once.
    const tenants = [...new Set(notices.map(({ queue, tenant }) => contactTenant(queue, tenant)))];
    const [contacts, schedules] = await Promise.all([loadContactsOf(store, tenants), loadSchedulesOf(store, tenants)]);
    const now = clock.now();
    const leaseUntil = instantOf(epochMs(now) + leaseMs);
    const plan = planOf(notices, { contacts, schedules, now, leaseUntil, newId });
    await missing.raise(plan.lacking);
    const { single, later } = await throttle(store, plan.sendables, now, this.#options.throttle);
    const fresh = await planNotices(
      store,
      plan.notices.map(({ notice, state }) => ({ ...noticeOf(notice), state, message: notice })),
      [
        ...single.map((sendable) => rowOf(sendable, now, leaseUntil)),
        ...later.map(({ delivery, until }) => rowOf(delivery, now, until, 'throttled')),
      ],
    );
    metrics.planned(plan);
    return single.filter(({ id }) => fresh.has(id));
  }
}

function noticeOf(message: NoticeMessage): Notice {
  const { id, tenant, incidentId, kind, queue, audience, because, clauseId, policyVersion, details } = message;
  const owedAt = message.owedAt as Instant;
  return { id, tenant, incidentId, kind, queue, audience, because, clauseId, policyVersion, details, owedAt };
}

function rowOf(
  sendable: Sendable,
  plannedAt: Instant,
  nextAttemptAt: Instant,
  reason: PlannedDelivery['reason'] = null,
): PlannedDelivery {
  const { id, tenant, notice, contact, contactName, channel, target } = sendable;
  const { id: noticeId, incidentId } = notice;
  const what = { id, tenant, noticeId, incidentId, contactId: contact!.id, contactName, channel, target };
  return { ...what, state: reason === null ? 'pending' : 'held', reason, plannedAt, nextAttemptAt };
}
