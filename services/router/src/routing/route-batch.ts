import { claimedSource, keptHeaders, readHeaderBytes } from '@demarc/contracts';
import { type Instant, epochMs } from '@demarc/domain';
import { type BusMessage, type Clock, type Log, type Outcome, done, reject, retry } from '@demarc/runtime';
import {
  DataSource,
  type QuarantineRow,
  type SettledMessage,
  commitRoutedBatch,
  inTransaction,
  isConflict,
  isPoison,
  loadKnownForUpdate,
  newId,
  outdatedTenants,
} from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { KnownTenants } from '../known-tenants.js';
import { timingBy } from '../timing-by.js';
import { RouterMetrics } from '../router-metrics.js';
import { CLOCK, LOG, POLICIES, type Policies } from '../tokens.js';
import { QuarantineRoom } from '../quarantine/quarantine-room.js';
import { type Plan, type ReadMessage, decodeEvent, keysOf, planBatch } from './plan-batch.js';

const ATTEMPTS_ON_CONFLICT = 10;
const AFTER_CONFLICT_MS = 250;
const MS_PER_S = 1_000;

/** Routes batches: read, load what is known, plan, commit, all in one transaction. Throws only for what a retry may mend. */
@Injectable()
export class BatchRouter {
  constructor(
    private readonly store: DataSource,
    private readonly known: KnownTenants,
    private readonly metrics: RouterMetrics,
    private readonly room: QuarantineRoom,
    @Inject(POLICIES) private readonly policies: Policies,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * One outcome per message, in order. What cannot be read is quarantined in the same transaction as the rest.
   * When the store refuses a batch for good, the batch is halved until the message at fault stands alone.
   */
  async route(messages: readonly BusMessage[]): Promise<readonly Outcome[]> {
    try {
      return await this.#routeTogether(messages);
    } catch (error) {
      const passing = isConflict(error) || error instanceof DirectoryMoved;
      if (!isPoison(error) && !passing) throw error;
      if (messages.length === 1)
        return [passing ? retry(AFTER_CONFLICT_MS) : await this.#quarantineAlone(messages[0]!, error)];
      const middle = Math.ceil(messages.length / 2);
      const first = await this.route(messages.slice(0, middle));
      return [...first, ...(await this.route(messages.slice(middle)))];
    }
  }

  async #routeTogether(messages: readonly BusMessage[]): Promise<readonly Outcome[]> {
    const started = performance.now();
    const { readable, quarantined, settled, outcomes } = await this.#read(messages);
    const plan = await this.commit(async () => ({ readable, quarantined, settled }));
    this.#account(messages, plan, quarantined, (performance.now() - started) / MS_PER_S);
    return outcomes;
  }

  async #read(messages: readonly BusMessage[]) {
    const readable: ReadMessage[] = [];
    const quarantined: QuarantineRow[] = [];
    const settled: SettledMessage[] = [];
    const outcomes: Outcome[] = [];
    for (const message of messages) {
      let decoded = decodeEvent(message, this.known.tenants);
      if (!decoded.ok && decoded.reason === 'unknown-tenant') {
        // It may have been created a moment ago: one look at the store before it is turned away.
        await this.known.ask();
        decoded = decodeEvent(message, this.known.tenants);
      }
      settled.push(settledMessage(message, decoded.ok ? (decoded.events[0]?.tenant ?? null) : decoded.tenant));
      if (decoded.ok) {
        readable.push({ message, events: decoded.events });
        outcomes.push(done);
      } else {
        quarantined.push(await this.#quarantineRow(message, decoded));
        outcomes.push(reject(decoded.reason));
      }
    }
    return { readable, quarantined, settled, outcomes };
  }

  /**
   * Plans and writes what `read` gives, in one transaction that `read` and `also` take part in; from the beginning
   * when another router was faster. Throws what the store throws.
   */
  async commit(
    read: (client: PoolClient) => Promise<ToCommit>,
    also: (client: PoolClient, plan: Plan) => Promise<void> = async () => undefined,
  ): Promise<Plan> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.store, async (client) => {
          const { readable, quarantined, settled } = await read(client);
          const known = await loadKnownForUpdate(client, keysOf(readable));
          const revisions = this.#revisions(readable);
          const plan = planBatch(readable, known, {
            now: this.clock.now(),
            newId,
            directoryOf: (tenant) => this.known.directoryOf(tenant),
            policies: this.policies,
            timingOf: timingBy(this.known, this.policies),
          });
          await commitRoutedBatch(client, { ...plan.batch, quarantined, settled });
          await also(client, plan);
          // Decisions by an older directory would stay: the import's own re-examination cannot see what is not committed.
          const [moved] = await outdatedTenants(client, revisions);
          if (moved !== undefined) throw new DirectoryMoved(moved);
          return plan;
        });
      } catch (error) {
        const passing = isConflict(error) || error instanceof DirectoryMoved;
        if (!passing || attempt === ATTEMPTS_ON_CONFLICT) throw error;
        if (error instanceof DirectoryMoved) await this.known.ask();
        this.metrics.conflicts.inc();
      }
    }
  }

  /** By which directory each tenant of a batch is decided. */
  #revisions(readable: readonly ReadMessage[]): ReadonlyMap<string, number> {
    const tenants = new Set(readable.flatMap(({ events }) => events.map(({ tenant }) => tenant)));
    return new Map([...tenants].map((tenant) => [tenant, this.known.revisionOf(tenant)]));
  }

  #account(messages: readonly BusMessage[], plan: Plan, quarantined: readonly QuarantineRow[], seconds: number): void {
    this.metrics.planned(plan);
    this.metrics.events.inc({ outcome: 'quarantined' }, quarantined.length);
    this.metrics.batchSize.observe(messages.length);
    this.metrics.batchSeconds.observe(seconds);
    const committedMs = epochMs(this.clock.now());
    for (const { publishedAt } of messages) {
      this.metrics.publishToCommit.observe(Math.max(0, committedMs - epochMs(publishedAt)) / MS_PER_S);
    }
    for (const row of quarantined) {
      this.log.warn(
        { streamSeq: row.streamSeq, subject: row.subject, reason: row.reason, field: row.field },
        'quarantined',
      );
    }
    if (plan.batch.events.length === 0 || !this.log.isLevelEnabled('info')) return;
    // Both names of each event: its source's, which the api logs, and ours, which the notifier does.
    const events = plan.batch.events.map(({ eventId, event }) => ({ eventId, sourceEventId: event.id }));
    this.log.info({ ...plan.outcomes, ms: Math.round(seconds * MS_PER_S), events }, 'routed');
  }

  async #quarantineAlone(message: BusMessage, error: unknown): Promise<Outcome> {
    this.log.error(
      { err: error, streamSeq: message.streamSeq, subject: message.subject },
      'the store refuses this message',
    );
    const detail = error instanceof Error ? error.message : String(error);
    const row = await this.#quarantineRow(message, { tenant: null, reason: 'processing-failed', field: null, detail });
    const settled = [settledMessage(message, null)];
    await this.commit(async () => ({ readable: [], quarantined: [row], settled }));
    this.metrics.events.inc({ outcome: 'quarantined' });
    return reject(row.reason);
  }

  async #quarantineRow(message: BusMessage, why: Why): Promise<QuarantineRow> {
    const headers = keptHeaders(message.headers);
    const bytes = message.body.byteLength + readHeaderBytes(headers);
    const kept = await this.room.take(why.tenant, bytes);
    if (!kept) {
      this.metrics.notKept.inc();
      this.log.error(
        { streamSeq: message.streamSeq, subject: message.subject, bytes },
        'no room in quarantine: only the record is kept',
      );
    }
    const content = kept ? { headers, raw: message.body } : { headers: {}, raw: null };
    return { ...quarantineRow(message, why), ...content, bytes };
  }
}

/** What one transaction is to route and to quarantine. */
export interface ToCommit {
  readonly readable: readonly ReadMessage[];
  readonly quarantined: readonly QuarantineRow[];
  /** The messages of the stream that are settled by it. */
  readonly settled: readonly SettledMessage[];
}

interface Why {
  readonly tenant: string | null;
  readonly reason: string;
  readonly field: string | null;
  readonly detail: string;
}

/** Only ever caught here: the batch is planned again with the newer directory. */
class DirectoryMoved extends Error {
  constructor(readonly tenant: string) {
    super(`The directory of ${tenant} changed while a batch was decided.`);
  }
}

const settledMessage = ({ stream, streamSeq }: BusMessage, tenant: string | null): SettledMessage => {
  return { tenant, stream, streamSeq };
};

function quarantineRow(message: BusMessage, why: Why): Omit<QuarantineRow, 'headers' | 'raw' | 'bytes'> {
  // NATS lets a subject hold NUL, which no text of PostgreSQL can: it would be refused, and redelivered, for ever.
  const subject = message.subject.replaceAll('\0', '\uFFFD');
  return {
    quarantineId: newId(),
    tenant: why.tenant,
    reason: why.reason,
    field: why.field,
    detail: why.detail,
    subject,
    format: subject.split('.')[3] || null,
    source: claimedSource(message),
    receivedAt: message.publishedAt as Instant,
    streamSeq: message.streamSeq,
  };
}
