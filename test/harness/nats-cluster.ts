import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Child, demarcCacheDir, findNatsServer, freePort, spawnChild } from '@demarc/local';

interface Place {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly routePort: number;
}

/** Three nats-servers with routes to each other; each can be killed and started again on its port and store. */
export class NatsCluster {
  readonly #running = new Map<string, Child>();

  private constructor(
    readonly places: readonly Place[],
    private readonly binary: string,
    private readonly folder: string,
  ) {}

  static async start(folder: string): Promise<NatsCluster> {
    const { binary } = await findNatsServer(process.env, demarcCacheDir(process.env));
    const places: Place[] = [];
    for (const name of ['one', 'two', 'three']) {
      const [port, routePort] = [await freePort(), await freePort()];
      places.push({ name, port, routePort, url: `nats://127.0.0.1:${port}` });
    }
    const cluster = new NatsCluster(places, binary, folder);
    await Promise.all(places.map(({ name }) => cluster.restart(name)));
    return cluster;
  }

  /** All of them, as clients are told. */
  get url(): string {
    return this.places.map(({ url }) => url).join(',');
  }

  /** `kill -9`. */
  async kill(name: string): Promise<void> {
    await this.#running.get(name)!.kill();
  }

  /** Resolves when its process exists; clients wait for it by themselves. */
  async restart(name: string): Promise<void> {
    const place = this.places.find((one) => one.name === name)!;
    const storeDir = path.join(this.folder, `nats-${name}`);
    mkdirSync(storeDir, { recursive: true });
    const configFile = path.join(storeDir, 'nats.conf');
    writeFileSync(configFile, this.#config(place, storeDir));
    const logFile = path.join(storeDir, 'nats.log');
    this.#running.set(
      name,
      await spawnChild({ name: `nats-${name}`, command: this.binary, args: ['-c', configFile], logFile }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((server) => server.stop()));
  }

  #config({ name, port, routePort }: Place, storeDir: string): string {
    const routes = this.places.map((place) => `"nats://127.0.0.1:${place.routePort}"`).join(', ');
    return `server_name: ${name}
listen: "127.0.0.1:${port}"
max_payload: 8MB
jetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 64GB }
cluster { name: demarc, listen: "127.0.0.1:${routePort}", routes: [${routes}] }
`;
  }
}
