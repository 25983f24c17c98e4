import { type Due, type Incident, type Instant, type Timing } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { type Announcer, Desk } from './desk.js';

export interface PassingTime {
  readonly now: Instant;
  readonly limit: number;
  readonly announce: Announcer;
  readonly timingOf: (tenant: string) => Timing;
}

export interface TimePassed {
  /** Incidents that were claimed; fewer than the limit: nothing more is due. */
  readonly incidents: number;
  readonly fired: readonly Due[];
}

/** More at once of one incident is a mistake: each due takes itself out of the list. */
const MOST_OF_ONE = 100;

/**
 * Claims incidents of which something is due by now, the longest waiting first, and lets it happen: in order of time,
 * each once, in the transaction that saves it, so that a crash leaves it due and two routers never do the same.
 */
export async function passTime(store: DataSource, passing: PassingTime): Promise<TimePassed> {
  return inTransaction(store, async (client) => {
    const incidents = await claimDueIncidents(client, passing.now, passing.limit);
    const fired = await passTimeOf(client, incidents, passing);
    return { incidents: incidents.length, fired };
  });
}

/** The same for one incident alone, whoever holds it; for when a whole claim cannot be carried out. */
export async function passTimeOfOne(
  store: DataSource,
  id: string,
  passing: Omit<PassingTime, 'limit'>,
): Promise<readonly Due[]> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ document: Incident }>(
      'select document from incidents where incident_id = $1 and next_due_at <= $2::timestamptz for update skip locked',
      [id, passing.now],
    );
    return passTimeOf(
      client,
      rows.map(({ document }) => document),
      passing,
    );
  });
}

/** Ids of incidents of which something is due, the longest waiting first. Locks nothing. */
export async function dueIncidents(store: DataSource, now: Instant, limit: number): Promise<readonly string[]> {
  const rows = await store.query<{ id: string }[]>(
    'select incident_id as id from incidents where next_due_at <= $1::timestamptz order by next_due_at limit $2',
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** What cannot be carried out is left alone until then, so that it does not keep the others waiting. */
export async function postponeDue(store: DataSource, id: string, until: Instant): Promise<void> {
  await store.query('update incidents set next_due_at = $2::timestamptz where incident_id = $1', [id, until]);
}

async function claimDueIncidents(client: PoolClient, now: Instant, limit: number): Promise<readonly Incident[]> {
  const { rows } = await client.query<{ document: Incident }>({
    name: 'claim-due-incidents',
    text: `select document from incidents where next_due_at <= $1::timestamptz
           order by next_due_at limit $2 for update skip locked`,
    values: [now, limit],
  });
  return rows.map(({ document }) => document);
}

async function passTimeOf(
  client: PoolClient,
  incidents: readonly Incident[],
  { now, announce, timingOf }: Omit<PassingTime, 'limit'>,
): Promise<readonly Due[]> {
  const desk = new Desk({ client, now, announce }, timingOf);
  for (const incident of incidents) {
    desk.take(incident);
    // Service levels may be others than when its due times were worked out.
    desk.reschedule(incident.id);
  }
  const fired: Due[] = [];
  const fires = new Map<string, number>();
  for (let next = soonest(desk, incidents, now); next; next = soonest(desk, incidents, now)) {
    const { id, due } = next;
    const count = (fires.get(id) ?? 0) + 1;
    fires.set(id, count);
    if (count > MOST_OF_ONE) throw new Error(`${due.clock} of incident ${id} is due again and again.`);
    const decided = desk.carryOut({ type: 'PassTime', due }, id);
    if (!decided.ok || decided.changes.length === 0)
      throw new Error(`${due.clock} of incident ${id} is due, and nothing follows from it.`);
    fired.push(due);
  }
  await desk.save();
  return fired;
}

/** Over all claimed incidents, so that what was due first happens first also after a long rest. */
function soonest(desk: Desk, incidents: readonly Incident[], now: Instant): { id: string; due: Due } | null {
  let found: { id: string; due: Due } | null = null;
  for (const { id } of incidents) {
    const [due] = desk.incident(id).dues;
    if (due && due.at <= now && (!found || due.at < found.due.at)) found = { id, due };
  }
  return found;
}
