import { type NoticeMessage, subjectOf } from '@demarc/contracts';
import { type Instant, type Reached, epochMs, seesIncident, slotOf } from '@demarc/domain';
import { type Clock, type Log, isDueAgain } from '@demarc/runtime';

/** An event about a contact that should be there, in the native `incident` format. */
export interface MissingContactReport {
  readonly subject: string;
  readonly messageId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The one source these reports name: a rule or a dashboard may look for it. */
const SOURCE = 'demarc:notifier';

/** Reports of one tenant and queue share a dedup key, so that they join one incident; joining owes no notice, so it ends there. */
export function missingContactReport(
  notice: NoticeMessage,
  found: Reached['found'],
  now: Instant,
): MissingContactReport {
  const { tenant, queue, id, incident } = notice;
  const key = `missing-contact:${tenant}:${queue}`;
  const about = incident && isForAll(incident) ? ` about ${incident.reference}` : '';
  const told =
    found === 'nobody'
      ? 'nobody could be told'
      : `the contacts of ${found === 'other' ? 'the area other' : 'other areas'} were told instead`;
  return {
    subject: subjectOf.ownEvent(tenant),
    messageId: `${key}:${id}`,
    body: {
      id: `${key}:${id}`,
      dedupKey: key,
      source: SOURCE,
      title: `No contact for ${queue}`,
      description: `A notice${about} is owed to ${queue} of tenant ${tenant}, but no contact for ${slotOf(queue)} has a channel: ${told}. Import one with: demarc directory import --tenant ${tenant} contacts.csv`,
      area: 'other',
      severity: 'medium',
      status: 'firing',
      startedAt: now,
    },
  };
}

/** Whoever sees anything of the customer reads the report, and not all of them may know of every incident. */
function isForAll(incident: NonNullable<NoticeMessage['incident']>): boolean {
  return seesIncident('customer', { tenants: [incident.tenant], seesSecurity: false }, incident);
}

export interface MissingContactsOptions {
  /** Resolves once JetStream has the event. */
  readonly publish: (report: MissingContactReport) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const SAY_AGAIN_AFTER_MS = 60_000;

/** Raises missing contacts, each tenant and queue at most once a minute: a storm of notices must not become one of reports. */
export class MissingContacts {
  readonly #options: MissingContactsOptions;
  readonly #saidAt = new Map<string, number>();

  constructor(options: MissingContactsOptions) {
    this.#options = options;
  }

  /** Never throws: a report that cannot be published is tried again with the next notice that lacks the contact. */
  async raise(lacking: readonly { readonly notice: NoticeMessage; readonly found: Reached['found'] }[]): Promise<void> {
    const now = this.#options.clock.now();
    const due = new Map(lacking.map(({ notice, found }) => [`${notice.tenant} ${notice.queue}`, { notice, found }]));
    await Promise.all(
      [...due].map(async ([key, { notice, found }]) => {
        const saidAt = this.#saidAt.get(key) ?? Number.NEGATIVE_INFINITY;
        if (!isDueAgain(saidAt, SAY_AGAIN_AFTER_MS, epochMs(now))) return;
        this.#saidAt.set(key, epochMs(now));
        try {
          await this.#options.publish(missingContactReport(notice, found, now));
          this.#options.log.warn(
            { tenant: notice.tenant, queue: notice.queue, found, noticeId: notice.id },
            'a contact is missing',
          );
        } catch (error) {
          this.#saidAt.delete(key);
          this.#options.log.error(
            { err: error, tenant: notice.tenant, queue: notice.queue },
            'a missing contact cannot be reported now',
          );
        }
      }),
    );
  }
}
