import { type NoticeMessage, noticeMessageOf } from '@demarc/contracts';
import { type Instant, type Notice, contactTenant, epochMs, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { type DataSource, loadContactsOf, loadOwedNotices, loadSchedulesOf, newId, planNotices } from '@demarc/store';
import type { MissingContacts } from './missing-contacts.js';
import type { NotifierMetrics } from './notifier-metrics.js';
import { planOf } from './plan.js';
import type { Sendable } from './sendable.js';

export interface PlannerOptions {
  readonly store: DataSource;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly missing: MissingContacts;
  readonly metrics: NotifierMetrics;
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
    const fresh = await planNotices(
      store,
      plan.notices.map(({ notice, state }) => ({ ...noticeOf(notice), state, message: notice })),
      plan.sendables.map((sendable) => ({
        id: sendable.id,
        tenant: sendable.tenant,
        noticeId: sendable.notice.id,
        incidentId: sendable.notice.incidentId,
        contactId: sendable.contact!.id,
        contactName: sendable.contactName,
        channel: sendable.channel,
        target: sendable.target,
        plannedAt: now,
        nextAttemptAt: leaseUntil,
      })),
    );
    metrics.planned(plan);
    return plan.sendables.filter(({ id }) => fresh.has(id));
  }
}

function noticeOf(message: NoticeMessage): Notice {
  const { id, tenant, incidentId, kind, queue, audience, because, clauseId, policyVersion, details } = message;
  const owedAt = message.owedAt as Instant;
  return { id, tenant, incidentId, kind, queue, audience, because, clauseId, policyVersion, details, owedAt };
}
