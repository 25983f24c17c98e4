import { DURABLES, POKES, STREAMS, TemplateLibrary } from '@demarc/contracts';
import { epochMs, instantOf } from '@demarc/domain';
import {
  type Clock,
  Health,
  JetStreamStrategy,
  LinkSigner,
  type Log,
  type RunningService,
  ServiceResponder,
  connectBus,
  createLog,
  createMetrics,
  listenerTlsOf,
  newLinkSecret,
  publisherOf,
  startOnlyOn,
  startService,
  systemClock,
  trustConfigured,
} from '@demarc/runtime';
import {
  ALL_TENANTS,
  type AttemptRow,
  type HeldBack,
  holdDeliveries,
  countDeliveries,
  countUntold,
  loadLinkSecret,
  loadTemplatesOf,
  openStore,
  postponeDeliveries,
  reclaimDeliveries,
  recordAttempts,
  schemaStanding,
} from '@demarc/store';
import { attempt } from './attempt.js';
import type { NoticeChannel } from './channel.js';
import { channelFor, openChannels } from './channels/registry.js';
import type { NotifierConfig } from './config.js';
import { DuePump } from './due-pump.js';
import { MailedLinks } from './mailed-links.js';
import { MissingContacts } from './missing-contacts.js';
import { NotifierMetrics } from './notifier-metrics.js';
import { NotifierModule } from './notifier.module.js';
import { OwnTemplates } from './own-templates.js';
import { Planner } from './planner.js';
import { Recorder } from './recorder.js';
import { sendableOf } from './sendable.js';
import { MuteBook } from './stages/mute-book.js';
import { stagesOf } from './stages/run-stages.js';
import { type SenderOptions, Sender } from './sender.js';
import { Wording } from './wording.js';
import { watchUntold } from './untold-gauge.js';

/** What tests put in the place of the real thing. */
export interface NotifierParts {
  readonly clock?: Clock;
  readonly log?: Log;
}

export interface RunningNotifier extends RunningService {
  /** Sends what is due by the clock now, without waiting for the next poll; answers how many deliveries were claimed. */
  pump(): Promise<number>;
  /** Plans unreachable notices whose party has a contact by now; answers how many. */
  replan(): Promise<number>;
  /** Resolves when every delivery this process holds was answered and recorded. */
  settled(): Promise<void>;
}

const NAME = 'notifier';
const POOL_SIZE = 8;
/** Messages; each is a bundle of notices. */
const BATCH_SIZE = 64;
const BATCHES_IN_FLIGHT = 4;
const PUBLISH_TIMEOUT_MS = 5_000;
const DRAIN_BUDGET_MS = 8_000;
const RECORD_BUDGET_MS = 2_000;

/** Starts the notifier: reads notices, sends them, records the answers. Throws when a server it needs refuses it. */
export async function startNotifier(config: NotifierConfig, parts: NotifierParts = {}): Promise<RunningNotifier> {
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? createLog(NAME, config.LOG_LEVEL);
  trustConfigured(config);
  const tls = listenerTlsOf(config);
  const store = await openStore({
    url: config.DATABASE_URL,
    poolSize: POOL_SIZE,
    applicationName: 'demarc-notifier',
    timeoutMs: config.DEMARC_DATABASE_TIMEOUT_MS,
    service: NAME,
    // What is due is claimed whosever it is.
    scope: ALL_TENANTS,
  });

  startOnlyOn(await schemaStanding(store), log);
  const connection = await connectBus(config.NATS_URL, 'demarc-notifier', config);
  const registry = createMetrics(NAME);
  const metrics = new NotifierMetrics(registry);
  const signer = new LinkSigner(config.DEMARC_LINK_SECRET ?? (await loadLinkSecret(store, newLinkSecret())));
  const links = new MailedLinks({ signer, publicUrl: config.DEMARC_PUBLIC_URL, clock });
  const channels = openChannels(config, clock);
  const own = new OwnTemplates({ load: (tenant) => loadTemplatesOf(store, tenant), log });
  const wording = new Wording({ library: await TemplateLibrary.open(), own, links, log });
  if (!config.SMTP_URL) log.warn('SMTP_URL is not set: mails wait as not-configured until it is');

  const leaseMs = config.DEMARC_SEND_LEASE_MS;
  const recorder = new Recorder<AttemptRow>({ write: (rows) => recordAttempts(store, rows), log });
  const holds = new Recorder<HeldBack>({ write: (rows) => holdDeliveries(store, rows), log });
  const book = new MuteBook(store, clock);
  const stages = stagesOf(book);
  const retry = { retryForMs: config.DEMARC_RETRY_HOURS * 3_600_000 };
  const laneOf: SenderOptions['laneOf'] = (delivery) => {
    const through = channels[delivery.channel] as NoticeChannel;
    const channel = delivery.contact && channelFor(delivery.contact.channels, delivery.channel, delivery.target);
    return { name: `${delivery.channel} ${channel ? through.laneOf(channel) : 'gone'}`, most: through.perLane };
  };
  const sender = new Sender({
    clock,
    atOnce: config.DEMARC_SENDS_AT_ONCE,
    timeoutMs: config.DEMARC_SEND_TIMEOUT_MS,
    laneOf,
    attempt: (delivery) =>
      attempt(delivery, { channels, wording, recorder, holds, stages, metrics, clock, log, retry }),
    reclaim: async (held) => {
      const leaseUntil = instantOf(epochMs(clock.now()) + leaseMs);
      try {
        const again = await reclaimDeliveries(store, held, leaseUntil);
        return again.map((delivery) => sendableOf(delivery, leaseUntil));
      } catch (error) {
        log.warn(
          { err: error, deliveries: held.length },
          'deliveries cannot be read again; they are due when their lease ends',
        );
        return [];
      }
    },
    postpone: (rows) =>
      postponeDeliveries(store, rows).catch((error: unknown) =>
        log.warn(
          { err: error, deliveries: rows.length },
          'deliveries cannot be given back; they are due when their lease ends',
        ),
      ),
  });
  const publisher = publisherOf(connection, PUBLISH_TIMEOUT_MS);
  const missing = new MissingContacts({
    clock,
    log,
    publish: async ({ subject, body, messageId }) => {
      await publisher.publish(subject, JSON.stringify(body), { msgID: messageId });
    },
  });
  const throttle = {
    most: config.DEMARC_NOTICES_PER_CONTACT,
    windowMs: config.DEMARC_NOTICE_WINDOW_MINUTES * 60_000,
  };
  const planner = new Planner({ store, clock, leaseMs, missing, metrics, throttle });
  const pump = new DuePump({ store, clock, sender, planner, log, leaseMs, pollMs: config.DEMARC_DUE_POLL_MS });
  metrics.watch(
    () => sender.running,
    () => countDeliveries(store, clock.now()),
  );
  watchUntold(registry, () => countUntold(store, clock.now()));

  const strategy = new JetStreamStrategy({
    connection,
    streams: [STREAMS.events, STREAMS.notices, STREAMS.incidents],
    replicas: config.DEMARC_NATS_REPLICAS,
    durables: [{ durable: DURABLES.notifierNotices, batchSize: BATCH_SIZE, batchesInFlight: BATCHES_IN_FLIGHT }],
    log,
  });
  const health = new Health(log);
  health.require('nats', () => strategy.problem());
  health.require('postgres', async () => {
    await store.query('select 1');
    return null;
  });
  // A contact that was just imported may be the one that unreachable notices wait for.
  const pokes = [
    connection.subscribe(POKES.anyDirectory, { callback: () => pump.replanSoon() }),
    connection.subscribe(POKES.muting, { callback: () => book.forget() }),
  ];

  const service = await startService({
    name: NAME,
    module: NotifierModule.with({ health, registry, planner, sender, log }),
    responder: new ServiceResponder({ name: NAME, connection, health, clock, log }),
    bind: config.DEMARC_BIND,
    tls,
    port: config.DEMARC_NOTIFIER_PORT,
    log,
    strategy,
    closeFirst: async () => {
      for (const poke of pokes) poke.unsubscribe();
      await pump.stop();
      await sender.drain(DRAIN_BUDGET_MS);
      await Promise.all(Object.values(channels).map((channel) => channel.close()));
      // What was just broken off has an answer too, and it is recorded.
      await sender.drain(RECORD_BUDGET_MS);
      await Promise.all([recorder.close(RECORD_BUDGET_MS), holds.close(RECORD_BUDGET_MS)]);
    },
    closeLast: [() => connection.close(), () => store.destroy()],
  });
  pump.start();
  return { ...service, pump: () => pump.run(), replan: () => pump.replan(), settled: () => sender.settled() };
}
