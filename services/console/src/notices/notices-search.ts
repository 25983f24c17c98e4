import type { DELIVERY_STATUSES_SHOWN } from '@demarc/contracts';
import { PARTIES, UNTOLD_REASONS, type UntoldReason } from '@demarc/domain';

export type DeliveryStatus = (typeof DELIVERY_STATUSES_SHOWN)[number];

/** How a delivery, or a notice without one, stands; in the order in which they are offered. All must be among them. */
const EVERY_STATUS: Readonly<Record<DeliveryStatus, true>> = {
  failed: true,
  unreachable: true,
  retrying: true,
  pending: true,
  owed: true,
  held: true,
  muted: true,
  digested: true,
  sent: true,
};
export const STATUSES = Object.keys(EVERY_STATUS) as readonly DeliveryStatus[];

export const VIEWS = ['owed', 'deliveries'] as const;

/** What of the notices is looked at, as it stands in the address. */
export interface NoticesSearch {
  /** Without it, `owed`: who should know and does not. */
  readonly view?: (typeof VIEWS)[number];
  readonly tenant?: string;
  /** Of `owed`. Without it, any but what is on its way within its time. */
  readonly reason?: readonly UntoldReason[];
  /** Of `owed`. */
  readonly party?: (typeof PARTIES)[number];
  /** Of `deliveries`. */
  readonly state?: readonly DeliveryStatus[];
  /** Of `deliveries`: id or reference. */
  readonly incident?: string;
}

export function noticesSearch(given: Readonly<Record<string, unknown>>): NoticesSearch {
  const reason = UNTOLD_REASONS.filter((known) => listIn(given['reason']).includes(known));
  const state = STATUSES.filter((known) => listIn(given['state']).includes(known));
  const party = PARTIES.find((known) => known === given['party']);
  const texts = (['tenant', 'incident'] as const).flatMap((name) =>
    typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [],
  );
  return {
    ...(given['view'] === 'deliveries' && { view: 'deliveries' }),
    ...Object.fromEntries(texts),
    ...(reason.length > 0 && { reason }),
    ...(party && { party }),
    ...(state.length > 0 && { state }),
  };
}

const listIn = (value: unknown): readonly string[] =>
  [value].flat().flatMap((text) => (typeof text === 'string' ? text.split(',') : []));
