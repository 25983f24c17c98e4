import { STREAMS } from '@demarc/contracts';
import {
  type Clock,
  Health,
  LinkSigner,
  type RunningService,
  ServiceResponder,
  StreamKeeper,
  StreamWitness,
  auditKeysOf,
  connectBus,
  createLog,
  createMetrics,
  entryMarker,
  listenerTlsOf,
  newLinkSecret,
  startOnlyOn,
  startService,
  systemClock,
  trustConfigured,
} from '@demarc/runtime';
import cookies from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { IdentityGuard } from './access/identity.guard.js';
import { readRoleMapping } from './access/role-mapping-file.js';
import { Sealer } from './access/sealer.js';
import { sessionSecretOf } from './access/session-secret.js';
import {
  ALL_TENANTS,
  actingFor,
  loadLinkSecret,
  markEntriesBy,
  noteStreamSeen,
  openStore,
  schemaStanding,
} from '@demarc/store';
import { ApiModule } from './api.module.js';
import type { ApiConfig } from './config.js';
import { serveConsole } from './console/serve-console.js';
import { httpAdapter } from './door/http-adapter.js';
import { TenantDirectory } from './events/tenant-directory.js';
import { WaitingRoom } from './events/waiting-room.js';
import { FeedController } from './feed/feed.controller.js';
import { PolicyFollower } from './policies/policy-follower.js';
import { CustomerCommands } from './respond/customer-commands.js';

const NAME = 'api';

export interface ApiParts {
  readonly clock?: Clock;
}

/** Starts the HTTP doors; resolves when they are open. Several may run on the same servers. */
export async function startApi(config: ApiConfig, { clock = systemClock }: ApiParts = {}): Promise<RunningService> {
  const roles = readRoleMapping(config.DEMARC_ROLE_MAPPING);
  const log = createLog(NAME, config.LOG_LEVEL);
  const auditKeys = auditKeysOf(config.DEMARC_AUDIT_KEY, log);
  const sealer = new Sealer(sessionSecretOf(config.DEMARC_SESSION_SECRET, log));
  const registry = createMetrics(NAME);
  const health = new Health(log);
  trustConfigured(config);
  const tls = listenerTlsOf(config);
  const store = await openStore({
    url: config.DATABASE_URL,
    poolSize: config.DEMARC_API_POOL,
    applicationName: 'demarc-api',
    timeoutMs: config.DEMARC_DATABASE_TIMEOUT_MS,
    service: NAME,
  });
  startOnlyOn(await actingFor(ALL_TENANTS, () => schemaStanding(store)), log);
  markEntriesBy(store, entryMarker(auditKeys));
  const bus = await connectBus(config.NATS_URL, 'demarc-api', config);
  const keeper = new StreamKeeper(bus, Object.values(STREAMS), config.DEMARC_NATS_REPLICAS, log);
  await keeper.start();
  const noteSeen = (seen: Parameters<typeof noteStreamSeen>[1]) =>
    actingFor(ALL_TENANTS, () => noteStreamSeen(store, seen, clock.now()));
  const witness = new StreamWitness(bus, STREAMS.events.name, noteSeen, log);
  witness.start();
  const kept = () => actingFor(ALL_TENANTS, () => loadLinkSecret(store, newLinkSecret()));
  const signer = new LinkSigner(config.DEMARC_LINK_SECRET ?? (await kept()));
  health.require('postgresql', () => store.query('select 1').then(() => null));
  health.require('nats', () => bus.flush().then(() => null));
  return startService({
    name: NAME,
    module: ApiModule.with({ config, store, bus, clock, auditKeys, log, signer, sealer, roles, health, registry }),
    adapter: httpAdapter(config, log, registry, tls),
    responder: new ServiceResponder({ name: NAME, connection: bus, health, clock, log }),
    bind: config.DEMARC_BIND,
    tls,
    port: config.DEMARC_API_PORT,
    log,
    beforeListening: async (app) => {
      await app.register(cookies);
      const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
      const guard = app.get(IdentityGuard);
      server.addHook('onRequest', (request, reply) => guard.askBeforeBody(request, reply));
      await serveConsole(server, config, log);
      app.get(PolicyFollower).start();
      await app.get(TenantDirectory).start();
      app.get(CustomerCommands).start();
      app.get(WaitingRoom).start();
    },
    closeFirst: async (app) => {
      await witness.stop();
      await keeper.stop();
      await app.get(CustomerCommands).drain();
      await app.get(WaitingRoom).stop();
      app.get(TenantDirectory).stop();
      app.get(PolicyFollower).stop();
      await app.get(FeedController).close();
    },
    closeLast: [() => bus.drain(), () => store.destroy()],
  });
}
