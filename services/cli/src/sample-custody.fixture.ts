import type { CustodyView } from '@demarc/contracts';

const asOf = '2026-11-22T10:12:03.0000000Z';

/** Offered to the customer 25 minutes ago, after Microsoft and the customer had had it. */
export const CUSTODY: CustodyView = {
  asOf,
  microsoftMinutes: 80,
  customerMinutes: 180,
  inTransitMinutes: 25,
  running: { who: 'in-transit', why: 'offered', queue: 'customer/security', paused: null },
  clock: { clock: 'offer', dueAt: '2026-11-22T10:17:03.0000000Z' },
  segments: [],
};
