import { STREAMS } from '@demarc/contracts';
import { connectBus, ensureStreams } from '@demarc/runtime';
import { AckPolicy, DeliverPolicy, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream';
import pg from 'pg';

const BATCH = 500;
const IN_FLIGHT = 2;
const DURABLE = 'floor';
const COLUMNS = { events: 4, incidents: 5, outbox: 3 } as const;

export interface FloorResult {
  readonly events: number;
  readonly seconds: number;
}

/**
 * The blueprint's floor: a bare loop that pulls the same messages, parses them, inserts a raw event, an incident and
 * an outbox row per message in one transaction per batch, and acknowledges. No deciding, no looking up, no receipt.
 */
export async function drainFloor(natsUrl: string, databaseUrl: string, expected: number): Promise<FloorResult> {
  const bus = await connectBus(natsUrl, 'floor');
  await ensureStreams(bus, [STREAMS.events]);
  const manager = await jetstreamManager(bus);
  await manager.consumers.add(STREAMS.events.name, {
    durable_name: DURABLE,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    filter_subject: 'events.>',
    max_ack_pending: 10_000,
  });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: IN_FLIGHT });
  await pool.query(`
    create table if not exists floor_events (id bigint primary key, tenant_id text, subject text, raw bytea) with (toast_tuple_target = 8160);
    alter table floor_events alter column raw set storage external;
    create table if not exists floor_incidents (id bigint primary key, tenant_id text, title text, severity text, correlation_key text);
    create table if not exists floor_outbox (id bigint primary key, subject text, body text);`);
  const consumer = await jetstream(bus).consumers.get(STREAMS.events.name, DURABLE);
  const buffer: JsMsg[] = [];
  let drained = 0;
  let busy = 0;
  let finish!: () => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const started = performance.now();
  const work = async (batch: JsMsg[]): Promise<void> => {
    await insertBatch(pool, batch);
    for (const message of batch) message.ack();
    drained += batch.length;
    busy -= 1;
    if (drained >= expected) finish();
    fill();
  };
  const fill = (): void => {
    while (
      busy < IN_FLIGHT &&
      (buffer.length >= BATCH || (buffer.length > 0 && drained + buffer.length + busy * BATCH >= expected))
    ) {
      busy += 1;
      void work(buffer.splice(0, BATCH));
    }
  };
  const pull = await consumer.consume({
    max_messages: BATCH * (IN_FLIGHT + 1),
    callback: (message) => {
      buffer.push(message);
      fill();
    },
  });
  await finished;
  const seconds = (performance.now() - started) / 1_000;
  pull.stop();
  await pool.query('drop table floor_events, floor_incidents, floor_outbox');
  await pool.end();
  await manager.consumers.delete(STREAMS.events.name, DURABLE);
  await bus.drain();
  return { events: drained, seconds };
}

async function insertBatch(pool: pg.Pool, batch: readonly JsMsg[]): Promise<void> {
  const client = await pool.connect();
  try {
    const events: unknown[] = [];
    const incidents: unknown[] = [];
    const outbox: unknown[] = [];
    for (const message of batch) {
      const alert = message.json<{ title: string; severity: string; incidentId: string }>();
      const tenant = message.subject.split('.')[1];
      events.push(message.seq, tenant, message.subject, Buffer.from(message.data));
      incidents.push(message.seq, tenant, alert.title, alert.severity, alert.incidentId);
      outbox.push(message.seq, `incidents.${tenant}`, JSON.stringify({ title: alert.title, severity: alert.severity }));
    }
    await client.query('begin');
    await client.query(insert('floor_events', COLUMNS.events, batch.length), events);
    await client.query(insert('floor_incidents', COLUMNS.incidents, batch.length), incidents);
    await client.query(insert('floor_outbox', COLUMNS.outbox, batch.length), outbox);
    await client.query('commit');
  } finally {
    client.release();
  }
}

function insert(table: string, columns: number, rows: number): string {
  const tuples = Array.from({ length: rows }, (_, row) => {
    const places = Array.from({ length: columns }, (_unused, column) => `$${row * columns + column + 1}`);
    return `(${places.join(',')})`;
  });
  return `insert into ${table} values ${tuples.join(',')}`;
}
