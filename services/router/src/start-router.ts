import { DURABLES, PolicyShelf, STREAMS } from '@demarc/contracts';
import {
  type Clock,
  Health,
  JetStreamStrategy,
  type RunningService,
  ServiceResponder,
  auditKeysOf,
  connectBus,
  createLog,
  createMetrics,
  entryMarker,
  listenerTlsOf,
  startOnlyOn,
  startService,
  systemClock,
  trustConfigured,
} from '@demarc/runtime';
import { ALL_TENANTS, loadPolicies, markEntriesBy, openStore, schemaStanding } from '@demarc/store';
import { Sealer } from './audit/sealer.js';
import { ClockKeeper } from './clocks/clock-keeper.js';
import type { RouterConfig } from './config.js';
import { Gauges } from './gauges.js';
import { KnownTenants } from './known-tenants.js';
import { followPolicies } from './follow-policies.js';
import { OutboxRelay } from './outbox-relay.js';
import { Overtaker } from './overtaker.js';
import { Redecider } from './redecide/redecider.js';
import { QuarantineKeeper } from './quarantine/quarantine-keeper.js';
import { QuarantineRedriver } from './quarantine/quarantine-redriver.js';
import { Reconciler } from './reconcile/reconciler.js';
import { RouterModule } from './router.module.js';
import { WordWriter } from './word-writer.js';

const NAME = 'router';
/**
 * The relay's, the redecider's two, the clock keeper's, the word writer's, the sealer's, the quarantine's two, the
 * reconciler's, the overtaker's two, and those that look at directories.
 */
const POOL_BESIDE_BATCHES = 13;

export interface RouterOptions {
  readonly clock?: Clock;
}

/** Starts a router; resolves when it reads events. Several may run on the same servers. */
export async function startRouter(
  config: RouterConfig,
  { clock = systemClock }: RouterOptions = {},
): Promise<RunningService> {
  const log = createLog(NAME, config.LOG_LEVEL);
  const auditKeys = auditKeysOf(config.DEMARC_AUDIT_KEY, log);
  const registry = createMetrics(NAME);
  const health = new Health(log);
  const poolSize = config.DEMARC_ROUTER_IN_FLIGHT + POOL_BESIDE_BATCHES;
  trustConfigured(config);
  const tls = listenerTlsOf(config);
  const store = await openStore({
    url: config.DATABASE_URL,
    poolSize,
    applicationName: 'demarc-router',
    timeoutMs: config.DEMARC_DATABASE_TIMEOUT_MS,
    service: NAME,
    // A batch holds events of many tenants.
    scope: ALL_TENANTS,
  });
  startOnlyOn(await schemaStanding(store), log);
  markEntriesBy(store, entryMarker(auditKeys));
  const bus = await connectBus(config.NATS_URL, 'demarc-router', config);
  const policies = await PolicyShelf.open((stamp) => loadPolicies(store, stamp));
  const strategy = new JetStreamStrategy({
    connection: bus,
    streams: Object.values(STREAMS),
    replicas: config.DEMARC_NATS_REPLICAS,
    durables: [
      {
        durable: DURABLES.routerEvents,
        batchSize: config.DEMARC_ROUTER_BATCH,
        batchesInFlight: config.DEMARC_ROUTER_IN_FLIGHT,
      },
    ],
    log,
  });
  const module = RouterModule.with({
    config,
    store,
    bus,
    policies,
    auditKeys,
    clock,
    log,
    health,
    registry,
  });
  const following = followPolicies(policies, bus, config.DEMARC_ROUTER_POLL_MS, log);
  health.require('events', () => strategy.problem());
  health.require('postgresql', () => store.query('select 1').then(() => null));
  return startService({
    name: NAME,
    module,
    responder: new ServiceResponder({ name: NAME, connection: bus, health, clock, log }),
    bind: config.DEMARC_BIND,
    tls,
    port: config.DEMARC_ROUTER_PORT,
    log,
    strategy,
    beforeListening: async (app) => {
      const known = app.get(KnownTenants);
      await known.start();
      health.require('directories', () => known.problem);
      app.get(OutboxRelay).start();
      app.get(Overtaker).start();
      app.get(Redecider).start();
      app.get(ClockKeeper).start();
      app.get(QuarantineRedriver).start();
      app.get(QuarantineKeeper).start();
      app.get(WordWriter).start();
      app.get(Sealer).start();
      app.get(Gauges).start();
      await app.get(Reconciler).start();
    },
    closeFirst: async (app) => {
      app.get(KnownTenants).stop();
      app.get(Gauges).stop();
      following.stop();
      await app.get(Overtaker).stop();
      await app.get(Redecider).stop();
      await app.get(ClockKeeper).stop();
      await app.get(QuarantineRedriver).stop();
      await app.get(QuarantineKeeper).stop();
      await app.get(WordWriter).stop();
      await app.get(Sealer).stop();
      await app.get(Reconciler).stop();
      await app.get(OutboxRelay).stop();
    },
    closeLast: [() => bus.drain(), () => store.destroy()],
  });
}
