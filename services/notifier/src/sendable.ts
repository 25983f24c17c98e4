import type { NoticeMessage } from '@demarc/contracts';
import type { ChannelType, Contact, Instant } from '@demarc/domain';
import type { DueDelivery } from '@demarc/store';

/** One delivery that this process holds: planned or claimed here, and nobody else's until `leaseUntil`. */
export interface Sendable {
  readonly id: string;
  readonly tenant: string;
  readonly channel: ChannelType;
  /** As it was planned. */
  readonly target: string;
  readonly contactName: string;
  /** As it is now; null when the contact was removed. */
  readonly contact: Contact | null;
  readonly attempts: number;
  readonly retrySince: Instant;
  readonly leaseUntil: Instant;
  /** It was kept back before: what it is about may be over by now. */
  readonly heldAs: 'muted' | 'held' | null;
  readonly notice: NoticeMessage;
}

/** A claimed row. Its message was validated when it was planned, and only the planner writes it. */
export function sendableOf({ message, ...delivery }: DueDelivery, leaseUntil: Instant): Sendable {
  return { ...delivery, leaseUntil, notice: message as NoticeMessage };
}
