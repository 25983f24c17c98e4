import type { NoticeMessage } from '@demarc/contracts';
import { type Instant, type Notice, epochMs, instantOf, partyOf, slotOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { type DataSource, type DigestGroup, claimDigest, inTransaction, insertPlanned, newId } from '@demarc/store';
import type { Sendable } from './sendable.js';

/** Many contacts may have one at once; the rest has its turn at the next look. */
const MOST_AT_ONCE = 200;

/**
 * Makes the digests whose time has come: one for each contact and channel, in the transaction that marks what it tells.
 * Answers their deliveries, which are this process's to send.
 */
export async function makeDigests(store: DataSource, clock: Clock, leaseMs: number): Promise<readonly Sendable[]> {
  const made: Sendable[] = [];
  while (made.length < MOST_AT_ONCE) {
    const digest = await makeDigest(store, clock.now(), leaseMs);
    if (!digest) break;
    made.push(digest);
  }
  return made;
}

async function makeDigest(store: DataSource, now: Instant, leaseMs: number): Promise<Sendable | null> {
  return inTransaction(store, async (client) => {
    const id = newId();
    const group = await claimDigest(client, id, now);
    if (!group) return null;
    const notice = digestNotice(id, group, now);
    const leaseUntil = instantOf(epochMs(now) + leaseMs);
    const { contact, channel, target } = group;
    const message: NoticeMessage = {
      ...notice,
      party: partyOf(notice.queue),
      slot: slotOf(notice.queue),
      clause: null,
      eventId: null,
      sourceEventId: null,
      incident: null,
    };
    const sendable: Sendable = {
      id: newId(),
      tenant: notice.tenant,
      channel,
      target,
      contactName: contact.name,
      contact,
      attempts: 0,
      retrySince: now,
      leaseUntil,
      heldAs: null,
      notice: message,
    };
    await insertPlanned(
      client,
      { ...notice, state: 'planned', message },
      {
        id: sendable.id,
        tenant: notice.tenant,
        noticeId: id,
        incidentId: null,
        contactId: contact.id,
        contactName: contact.name,
        channel,
        target,
        state: 'pending',
        reason: null,
        plannedAt: now,
        nextAttemptAt: leaseUntil,
      },
    );
    return sendable;
  });
}

/** It is the contact's own: Microsoft's hears of all its customers in one. */
function digestNotice(id: string, { contact, queue, since, items, count }: DigestGroup, now: Instant): Notice {
  return {
    id,
    tenant: contact.tenant,
    incidentId: null,
    kind: 'digest',
    queue,
    audience: { contacts: [contact.name] },
    because: `${count} notices at once`,
    clauseId: null,
    policyVersion: null,
    details: { of: 'digest', since, items, count },
    owedAt: now,
  };
}
