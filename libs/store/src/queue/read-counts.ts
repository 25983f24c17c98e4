import { INCIDENT_STATES, type IncidentState } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { DELIVERY_STATES, type DeliveryState } from '../entities/delivery.entity.js';

export interface StoreCounts {
  readonly outbox: number;
  readonly quarantine: number;
  readonly incidents: Record<IncidentState, number>;
  readonly deliveries: Record<DeliveryState, number>;
  /** Notices whose party has no contact. */
  readonly unreachable: number;
}

type Rest = Pick<StoreCounts, 'outbox' | 'quarantine' | 'unreachable'>;

/** How much of everything there is. Counts whole tables: for a person's look, not for a poll by the second. */
export async function readCounts(store: DataSource): Promise<StoreCounts> {
  const [incidents, deliveries, [rest]] = await Promise.all([
    // Each part has an index of its own; of the table itself it would be a scan of gigabytes.
    store.query<{ state: string; n: number }[]>(
      `select state, count(*)::int as n from incidents where state <> 'resolved' group by state
       union all select 'resolved', count(*)::int from incidents where state = 'resolved'`,
    ),
    store.query<{ state: string; n: number }[]>('select state, count(*)::int as n from deliveries group by state'),
    store.query<Rest[]>(
      `select (select count(*)::int from outbox) as outbox, (select count(*)::int from quarantine where state = 'waiting') as quarantine,
              (select count(*)::int from notices where state = 'unreachable' and state <> 'planned') as unreachable`,
    ),
  ]);
  return { ...rest!, incidents: byState(INCIDENT_STATES, incidents), deliveries: byState(DELIVERY_STATES, deliveries) };
}

function byState<State extends string>(
  states: readonly State[],
  rows: readonly { state: string; n: number }[],
): Record<State, number> {
  const known = new Map(rows.map((row) => [row.state, row.n]));
  return Object.fromEntries(states.map((state) => [state, known.get(state) ?? 0])) as Record<State, number>;
}
