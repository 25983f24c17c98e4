import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/**
 * How bytes go through. `slow`: after a wait, a piece at a time. `black-hole`: they are taken and go nowhere, and no
 * socket is closed, which is what a half-open connection looks like from either end.
 */
export type Passage =
  | { readonly how: 'pass' | 'black-hole' }
  | { readonly how: 'slow'; readonly waitMs: number; readonly bytesPerTurn: number };

const PASS: Passage = { how: 'pass' };

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/**
 * A way to a server that can be made bad, and led to another server, as a virtual address is after a failover. Connections
 * that were in a black hole stay in it for good: what went into it cannot come back.
 */
export class TcpProxy {
  readonly #server = createServer((client) => this.#join(client));
  readonly #pairs = new Set<Pair>();
  readonly #lost = new WeakSet<Pair>();
  #passage = PASS;
  #port: number;

  private constructor(port: number) {
    this.#port = port;
  }

  /** Listens on a free port of the loopback interface and leads to `port` there. */
  static async to(port: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The same address, through here. */
  through(url: string): string {
    const changed = new URL(url);
    changed.port = String(this.port);
    return changed.href.replace(/\/$/, '');
  }

  /** From now on, also for the connections there are. */
  make(passage: Passage): void {
    if (this.#passage.how === 'black-hole') for (const pair of this.#pairs) this.#lost.add(pair);
    this.#passage = passage;
  }

  /** New connections go there; those there are stay. */
  leadTo(port: number): void {
    this.#port = port;
  }

  /** Resets every connection, as a server does that died. */
  cut(): void {
    for (const pair of this.#pairs) this.#end(pair);
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    const pair = { client, server: connect(this.#port, '127.0.0.1') };
    this.#pairs.add(pair);
    const { server } = pair;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes: Buffer) => this.#carry(pair, from, to, bytes));
      from.on('error', () => this.#end(pair));
      from.on('close', () => this.#closed(pair));
    }
  }

  #carry(pair: Pair, from: Socket, to: Socket, bytes: Buffer): void {
    const passage = this.#passage;
    if (passage.how === 'black-hole') this.#lost.add(pair);
    if (this.#lost.has(pair)) return;
    if (passage.how === 'pass') {
      if (to.write(bytes)) return;
      from.pause();
      to.once('drain', () => from.resume());
      return;
    }
    if (passage.how !== 'slow') return;
    from.pause();
    const now = bytes.subarray(0, passage.bytesPerTurn);
    const rest = bytes.subarray(passage.bytesPerTurn);
    setTimeout(() => {
      to.write(now);
      if (rest.length > 0) this.#carry(pair, from, to, rest);
      else from.resume();
    }, passage.waitMs);
  }

  /** One end is gone. In a black hole the other never hears of it. */
  #closed(pair: Pair): void {
    if (!this.#lost.has(pair) && this.#passage.how !== 'black-hole') this.#end(pair);
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }
}
