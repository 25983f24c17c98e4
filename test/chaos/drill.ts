import { DURABLES, STREAMS } from '@demarc/contracts';
import { type NatsConnection, connectBus, ensureStreams, lagOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { type CountingReceiver, startCountingReceiver } from '../harness/counting-receiver.js';
import { eventually } from '../harness/eventually.js';
import { type ServiceName, ServiceProcess } from '../harness/processes.js';
import { SeededRandom, chaosSeed } from '../harness/seeded-random.js';
import { type Servers, type ServerOptions, startServers } from '../harness/servers.js';
import { type BacklogMessage, TENANTS, makeBacklog } from './backlog.js';
import { Ledger } from './ledger.js';
import { StubbornPublisher } from './stubborn-publisher.js';
import { addTenantsOnHooks } from './tenants-on-hooks.js';

export interface DrillOptions extends ServerOptions {
  readonly messages: number;
  /** More of its own; each is put where the seed says. */
  readonly among?: readonly BacklogMessage[];
  /** A receiver takes its time, so that a killed notifier always has sends under way. */
  readonly answerAfterMs?: number;
  /** Brings the schema up; in the place of this version's migrations. */
  readonly schema?: (servers: Servers) => Promise<void>;
}

/** What services are configured by beside the servers: the next try after a crash is soon, and nothing waits a minute. */
const IMPATIENT = {
  LOG_LEVEL: 'warn',
  DEMARC_SEND_TIMEOUT_MS: '3000',
  DEMARC_SEND_LEASE_MS: '6000',
  DEMARC_DATABASE_TIMEOUT_MS: '10000',
};
const DRAIN_BUDGET_MS = Number(process.env['CHAOS_DRAIN_MS'] ?? 150_000);
const KEEPS_COMMIT_TIMES = 'track_commit_timestamp = on';

/**
 * A fault is practised on real servers and services, every one a process: a backlog that only the seed decides is
 * published in parts while something breaks, and afterwards the books are compared with what was sent.
 */
export class Drill {
  readonly services = new Map<string, ServiceProcess>();
  /** What services are told in the place of the servers' own addresses. */
  readonly reach: Record<string, string> = {};
  readonly faultsMs: number[] = [];
  #published = 0;

  private constructor(
    readonly servers: Servers,
    readonly random: SeededRandom,
    readonly messages: readonly BacklogMessage[],
    readonly receiver: CountingReceiver,
    public store: DataSource,
    public bus: NatsConnection,
    public publisher: StubbornPublisher,
  ) {}

  /** Servers, schema and streams; no service runs yet. */
  static async start({
    messages,
    among = [],
    answerAfterMs,
    postgresSettings = [],
    schema,
    ...options
  }: DrillOptions): Promise<Drill> {
    const random = new SeededRandom(chaosSeed());
    console.log(`seed ${random.seed} (CHAOS_SEED=${random.seed} makes the same messages and kills)`);
    const [servers, receiver] = await Promise.all([
      startServers({ durable: true, ...options, postgresSettings: [...postgresSettings, KEEPS_COMMIT_TIMES] }),
      startCountingReceiver({ answerAfterMs }),
    ]);
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'chaos' });
    await (schema ? schema(servers) : migrate(store));
    const bus = await connectBus(servers.natsUrl, 'chaos');
    await ensureStreams(bus, Object.values(STREAMS));
    const backlog = [...makeBacklog(messages, random)];
    for (const message of among) backlog.splice(random.between(0, backlog.length + 1), 0, message);
    return new Drill(servers, random, backlog, receiver, store, bus, new StubbornPublisher(bus));
  }

  get ledger(): Ledger {
    return new Ledger(this.store);
  }

  /** Starts a service; `as` tells replicas apart, `project` is where its version was built. */
  async run(
    name: ServiceName,
    as: string = name,
    env: Readonly<Record<string, string>> = {},
    project?: string,
  ): Promise<ServiceProcess> {
    const all = {
      DATABASE_URL: this.servers.databaseUrl,
      NATS_URL: this.servers.natsUrl,
      ...this.reach,
      ...IMPATIENT,
      ...env,
    };
    const service = await ServiceProcess.start(name, all, `${this.servers.folder}/${as}`, project);
    this.services.set(as, service);
    return service;
  }

  /** The api, through which the tenants get contacts that are all hooks of the receiver, and others; all are ready. */
  async runAll(others: readonly ServiceName[] = ['router', 'notifier']): Promise<void> {
    const [api, ...rest] = await Promise.all((['api', ...others] as const).map((name) => this.run(name)));
    await api!.ready();
    await addTenantsOnHooks(api!.url, TENANTS, this.receiver.url);
    await Promise.all(rest.map((service) => service.ready()));
  }

  /** As {@link runAll}, when an api runs already. */
  async runOthers(apiUrl: string, others: readonly ServiceName[] = ['router', 'notifier']): Promise<void> {
    await addTenantsOnHooks(apiUrl, TENANTS, this.receiver.url);
    const started = await Promise.all(others.map((name) => this.run(name)));
    await Promise.all(started.map((service) => service.ready()));
  }

  /** Publishes what is left up to that share of all messages; resolves when JetStream has acknowledged every one. */
  async publishUpTo(share: number): Promise<void> {
    const end = Math.ceil(this.messages.length * share);
    const part = this.messages.slice(this.#published, Math.max(end, this.#published));
    this.#published = Math.max(end, this.#published);
    await this.publisher.publishAll(part);
  }

  /** How long `work` takes is how long the fault lasted. */
  async fault<T>(work: () => Promise<T>): Promise<T> {
    const beganAt = performance.now();
    try {
      return await work();
    } finally {
      this.faultsMs.push(performance.now() - beganAt);
    }
  }

  /** Resolves when every event that was published is settled. */
  async routed(patienceMs?: number): Promise<void> {
    await this.#drained('every event to be settled', () => this.#empty('routerEvents'), patienceMs);
  }

  /** How many event rows there are. */
  async eventsKept(): Promise<number> {
    const [row] = await this.store.query<{ rows: number }[]>('select count(*)::int as rows from events');
    return row!.rows;
  }

  /** Resolves when every message is settled and every delivery answered. */
  async settled(): Promise<void> {
    await this.routed();
    await this.#drained('an empty outbox', async () => (await this.ledger.count('outbox')) === 0);
    await this.#drained('every notice to be settled', () => this.#empty('notifierNotices'));
    await this.#drained('every delivery to be answered', async () => (await this.ledger.undelivered()) === 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
    await this.bus.close();
    await this.store.destroy();
    await this.receiver.stop();
    await this.servers.stop();
  }

  async #empty(durable: keyof typeof DURABLES): Promise<boolean> {
    const { pending, inFlight } = await lagOf(this.bus, DURABLES[durable]);
    return pending + inFlight === 0;
  }

  async #drained(what: string, look: () => Promise<boolean>, patienceMs = DRAIN_BUDGET_MS): Promise<void> {
    await eventually(what, look, patienceMs).catch(async (error: Error) => {
      const lags = await Promise.allSettled(Object.values(DURABLES).map((durable) => lagOf(this.bus, durable)));
      const lastWords = [...this.services].map(([name, service]) => `${name}: ${service.lastWords(8)}`);
      throw new Error([error.message, `lags: ${JSON.stringify(lags)}`, ...lastWords].join('\n'));
    });
  }
}
