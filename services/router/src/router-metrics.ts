import { NO_AREA_RULE } from '@demarc/contracts';
import { LATENCY_BUCKETS_S } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Plan } from './routing/plan-batch.js';

@Injectable()
export class RouterMetrics {
  readonly events: Counter<'outcome'>;
  readonly areaUnmatched: Counter<'tenant' | 'format'>;
  readonly batchSize: Histogram;
  readonly batchSeconds: Histogram;
  readonly publishToCommit: Histogram;
  readonly conflicts: Counter;
  readonly overtook: Counter;
  readonly relayed: Counter;
  readonly redecided: Counter<'outcome'>;
  readonly devices: Gauge;
  readonly lag: Gauge<'durable'>;
  readonly streamBytes: Gauge<'stream'>;
  readonly streamMaxBytes: Gauge<'stream'>;
  readonly outboxDepth: Gauge;
  readonly searchBacklog: Gauge;
  readonly sealed: Counter;
  readonly unsealed: Gauge;
  readonly notKept: Counter;
  readonly quarantineWaiting: Gauge;
  readonly quarantineBytes: Gauge;
  readonly quarantineWarnings: Gauge;

  constructor(@Inject(Registry) registry: Registry) {
    const registers = [registry];
    this.events = new Counter({
      name: 'demarc_events_total',
      help: 'Events by what became of them: opened, joined, updated, outdated, duplicate, quarantined.',
      labelNames: ['outcome'],
      registers,
    });
    this.areaUnmatched = new Counter({
      name: 'demarc_area_unmatched_total',
      help: 'Events that no area rule could place.',
      labelNames: ['tenant', 'format'],
      registers,
    });
    this.batchSize = new Histogram({
      name: 'demarc_batch_messages',
      help: 'Messages in a batch.',
      buckets: [1, 5, 20, 50, 100, 200, 500, 1_000],
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'demarc_batch_seconds',
      help: 'From receiving a batch to its commit.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.publishToCommit = new Histogram({
      name: 'demarc_publish_to_commit_seconds',
      help: 'From JetStream storing a message to the commit of what it became.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.overtook = new Counter({
      name: 'demarc_events_overtook_total',
      help: "Messages that were routed out of their turn, since another tenant's storm lay before them.",
      registers,
    });
    this.conflicts = new Counter({
      name: 'demarc_batch_conflicts_total',
      help: 'Batches decided again because another router was faster.',
      registers,
    });
    this.relayed = new Counter({ name: 'demarc_outbox_relayed_total', help: 'Outbox rows published.', registers });
    this.redecided = new Counter({
      name: 'demarc_incidents_redecided_total',
      help: 'Incidents decided again after a change of the directory or a flag, by what came of it: changed, same, failed.',
      labelNames: ['outcome'],
      registers,
    });
    this.devices = new Gauge({ name: 'demarc_directory_devices', help: 'Devices held in memory.', registers });
    this.lag = new Gauge({
      name: 'demarc_consumer_lag_messages',
      help: 'Messages of a durable that wait to be delivered.',
      labelNames: ['durable'],
      registers,
    });
    this.streamBytes = new Gauge({
      name: 'demarc_stream_bytes',
      help: 'Bytes that a stream holds.',
      labelNames: ['stream'],
      registers,
    });
    this.streamMaxBytes = new Gauge({
      name: 'demarc_stream_max_bytes',
      help: 'How many it may hold before it refuses publishers (EVENTS, NOTICES) or drops its oldest (INCIDENTS).',
      labelNames: ['stream'],
      registers,
    });
    this.outboxDepth = new Gauge({
      name: 'demarc_outbox_rows',
      help: 'Outbox rows that wait to be published.',
      registers,
    });
    this.searchBacklog = new Gauge({
      name: 'demarc_search_backlog_rows',
      help: 'Batches whose incidents a search does not know yet.',
      registers,
    });
    this.sealed = new Counter({ name: 'demarc_audit_sealed_total', help: 'Entries of the record sealed.', registers });
    this.unsealed = new Gauge({
      name: 'demarc_audit_unsealed_transactions',
      help: 'Transactions whose entries wait to be sealed for more than a minute, or are refused.',
      registers,
    });
    this.notKept = new Counter({
      name: 'demarc_quarantine_not_kept_total',
      help: 'Messages that could not be read and of which, for want of room, only the record is kept.',
      registers,
    });
    this.quarantineWaiting = new Gauge({
      name: 'demarc_quarantine_waiting_messages',
      help: 'Quarantined messages that nobody has worked.',
      registers,
    });
    this.quarantineBytes = new Gauge({
      name: 'demarc_quarantine_bytes',
      help: 'Bytes of quarantined messages that are kept.',
      registers,
    });
    this.quarantineWarnings = new Gauge({
      name: 'demarc_quarantine_warnings',
      help: 'How many limits of the quarantine are near: of size, or of age.',
      registers,
    });
  }

  /** Counts what a batch came to. */
  planned({ batch, outcomes }: Plan): void {
    for (const [outcome, count] of Object.entries(outcomes)) this.events.inc({ outcome }, count);
    for (const { event } of batch.events) {
      const { tenant, format } = event;
      if (event.areaFrom === NO_AREA_RULE) this.areaUnmatched.inc({ tenant, format });
    }
  }
}
