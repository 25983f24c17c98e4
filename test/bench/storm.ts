import { STREAMS, subjectOf } from '@demarc/contracts';
import { connectBus, ensureStreams, publisherOf } from '@demarc/runtime';
import type { DataSource } from '@demarc/store';
import { eventually } from '../harness/eventually.js';
import { benchLatency } from './latency.js';
import type { Percentiles } from './percentiles.js';

const STORMING = 'fabrikam';
const IN_FLIGHT = 500;
const TIMEOUT_MS = 30_000;
const WORKED_OFF_WITHIN_MS = 300_000;
const OTHERS_PER_SECOND = 20;
const SECONDS = 60;
const WARM_UP_SECONDS = 5;

export interface StormResult {
  readonly repeats: number;
  readonly incidents: number;
  readonly counted: number;
  readonly notices: number;
  readonly seconds: number;
  /** Another customer's events meanwhile, from publish to the webhook of both parties, in milliseconds. */
  readonly others: Percentiles;
}

/** One customer's source repeats itself as fast as it can, while another customer's events come at a steady rate. */
export async function benchStorm(repeats: number): Promise<StormResult> {
  let came = { incidents: 0, counted: 0, notices: 0, seconds: 0 };
  const { toBothParties } = await benchLatency(OTHERS_PER_SECOND, SECONDS, WARM_UP_SECONDS, async (natsUrl, store) => {
    const started = performance.now();
    await store.query(
      `insert into tenants (tenant_id, name, directory_revision, directory_as_of) values ($1, $1, 1, now())`,
      [STORMING],
    );
    await repeat(natsUrl, repeats);
    came = {
      ...(await eventually('the storm to be worked off', () => worked(store, repeats), WORKED_OFF_WITHIN_MS)),
      seconds: 0,
    };
    came.seconds = (performance.now() - started) / 1_000;
  });
  return { repeats, ...came, others: toBothParties };
}

async function repeat(natsUrl: string, repeats: number): Promise<void> {
  const bus = await connectBus(natsUrl, 'bench-storm');
  await ensureStreams(bus, [STREAMS.events]);
  const publisher = publisherOf(bus, TIMEOUT_MS);
  const subject = subjectOf.event(STORMING, 'operational', 'incident');
  const body = (n: number) =>
    JSON.stringify({ id: `r${n}`, dedupKey: 'storm', source: 'noisy', title: 'Printer 7 jams', area: 'printing' });
  for (let from = 0; from < repeats; from += IN_FLIGHT) {
    const count = Math.min(IN_FLIGHT, repeats - from);
    await Promise.all(Array.from({ length: count }, (_, n) => publisher.publish(subject, body(from + n))));
  }
  await bus.drain();
}

/** Null while some of it is still to come. */
async function worked(store: DataSource, repeats: number) {
  const [row] = await store.query<{ incidents: number; counted: number; notices: number }[]>(
    `select count(*)::int as incidents, coalesce(sum((document->>'eventCount')::int), 0)::int as counted,
            (select count(*)::int from notices n where n.tenant_id = $1 and n.kind <> 'maintenance') as notices
     from incidents where tenant_id = $1 and document->>'source' = 'noisy'`,
    [STORMING],
  );
  return row && row.counted >= repeats ? row : null;
}
