import { POKES, STREAMS } from '@demarc/contracts';
import { type Clock, type Log, type NatsConnection, Wakeable, publisherOf, seeStream } from '@demarc/runtime';
import {
  DataSource,
  answerAsk,
  beginBook,
  gapReportsDue,
  inTransaction,
  noteReported,
  openAsks,
  readReconciliation,
  reconcile,
  reconcileAll,
} from '@demarc/store';
import { jetstreamManager } from '@nats-io/jetstream';
import type { Subscription } from '@nats-io/transport-node';
import { Inject, Injectable } from '@nestjs/common';
import { BUS, CLOCK, CONFIG, LOG, type RouterConfig } from '../tokens.js';
import { gapEvent } from './gap-report.js';
import { lookAtBus } from './look-at-bus.js';
import { ReconcileMetrics } from './reconcile-metrics.js';

/** A second of one core at most, and much less while nothing is new. */
const IDS_AT_ONCE = 50_000;
const TURN_MS = 20_000;
const REPORT_AFTER_MS = 60_000;
const PUBLISH_TIMEOUT_MS = 5_000;
const MS_PER_S = 1_000;

/**
 * Looks all the time whether everything that came in and everything that is owed is still there, and tells Microsoft's
 * operations of what is missing for a minute. Any number of routers share it: one looks at a time.
 */
@Injectable()
export class Reconciler {
  readonly #wakeable = new Wakeable(() => this.#look());
  #timer: NodeJS.Timeout | undefined;
  #poked: Subscription | undefined;

  constructor(
    private readonly store: DataSource,
    private readonly metrics: ReconcileMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Begins the book before anything is read. */
  async start(): Promise<void> {
    await this.#begin();
    this.#poked = this.bus.subscribe(POKES.reconcile, { callback: () => this.#wakeable.wake() });
    this.#timer = setInterval(() => this.#wakeable.wake(), this.config.DEMARC_RECONCILE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#poked?.unsubscribe();
    await this.#wakeable.settled();
  }

  async #begin(): Promise<void> {
    const manager = await jetstreamManager(this.bus, { checkAPI: false });
    try {
      const seen = await seeStream(manager, STREAMS.events.name);
      await inTransaction(this.store, (client) => beginBook(client, seen, this.clock.now()));
    } catch (error) {
      // The stream is made in a moment, and begins at 1.
      if (!(error instanceof Error && /stream not found/i.test(error.message))) throw error;
    }
  }

  async #look(): Promise<void> {
    const started = performance.now();
    try {
      const asks = await openAsks(this.store);
      const seen = await lookAtBus(this.bus, this.store);
      const look = { now: this.clock.now(), ids: IDS_AT_ONCE, turnMs: TURN_MS };
      if (await reconcile(this.store, seen, look)) {
        for (const { id, everything, since } of asks) {
          const settlements = everything ? await reconcileAll(this.store, since, look) : 0;
          await answerAsk(this.store, id, settlements, this.clock.now());
        }
        await this.#report();
        this.metrics.look.observe((performance.now() - started) / MS_PER_S);
      }
      this.metrics.show(await readReconciliation(this.store));
    } catch (error) {
      this.log.warn({ err: error }, 'what came in and what is owed cannot be reconciled now; it is tried again');
    }
  }

  async #report(): Promise<void> {
    const publisher = publisherOf(this.bus, PUBLISH_TIMEOUT_MS);
    for (const report of await gapReportsDue(this.store, this.clock.now(), REPORT_AFTER_MS)) {
      const now = this.clock.now();
      const { subject, body, messageId } = gapEvent(report, now);
      await publisher.publish(subject, JSON.stringify(body), { msgID: messageId });
      await noteReported(this.store, report, now);
      const { kind, tenant, open, examples } = report;
      this.log.error(
        { kind, tenant, open, examples },
        open > 0 ? 'something is missing' : 'nothing is missing any more',
      );
    }
  }
}
