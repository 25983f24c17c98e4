import { STREAMS, subjectOf } from '@demarc/contracts';
import { connectBus, ensureStreams, publisherOf } from '@demarc/runtime';

const IN_FLIGHT = 500;
const TIMEOUT_MS = 30_000;

/** Publishes `count` messages of `bodyOf(n)`, each acknowledged by JetStream; answers the seconds it took. */
export async function publishBacklog(
  natsUrl: string,
  count: number,
  tenantOf: (n: number) => string,
  bodyOf: (n: number) => object,
): Promise<number> {
  const bus = await connectBus(natsUrl, 'bench-publisher');
  await ensureStreams(bus, [STREAMS.events]);
  const publisher = publisherOf(bus, TIMEOUT_MS);
  const started = performance.now();
  for (let from = 0; from < count; from += IN_FLIGHT) {
    const size = Math.min(IN_FLIGHT, count - from);
    await Promise.all(
      Array.from({ length: size }, (_, index) => {
        const n = from + index;
        return publisher.publish(subjectOf.event(tenantOf(n), 'security', 'graph-alert'), JSON.stringify(bodyOf(n)));
      }),
    );
  }
  await bus.drain();
  return (performance.now() - started) / 1_000;
}
