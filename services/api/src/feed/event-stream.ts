import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;
const DRAIN_WITHIN_MS = 30_000;
const RECONNECT_AFTER_MS = 2_000;

/**
 * Server-sent events on a response, with a comment every 15 s so that nothing in between thinks the line is dead.
 * A client that does not read for 30 s is let go: it will come back with `Last-Event-ID` and miss nothing.
 */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;

  /** `ended` is called once, whoever ended it. */
  constructor(response: ServerResponse, ended: () => void) {
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
    response.once('close', () => {
      clearInterval(this.#heartbeat);
      ended();
    });
  }

  get open(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  /** Tells the client where it is: without an event, unless it missed some and has to read again what it shows. */
  begin(position: number, isReset: boolean): void {
    const reset = isReset ? 'event: reset\ndata: {}\n' : '';
    this.#response.write(`retry: ${RECONNECT_AFTER_MS}\nid: ${position}\n${reset}\n`);
  }

  /** Resolves when the client can take more. `data` must be one line. */
  async send(id: number, event: string, data: string): Promise<void> {
    if (!this.open) return;
    if (!this.#response.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`)) await this.#drained();
  }

  end(): void {
    this.#response.end();
  }

  #beat(): void {
    if (this.open && !this.#response.writableNeedDrain) this.#response.write(': still here\n\n');
  }

  async #drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      const letGo = setTimeout(() => this.#response.destroy(), DRAIN_WITHIN_MS);
      const done = () => {
        clearTimeout(letGo);
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.once('drain', done).once('close', done);
    });
  }
}
