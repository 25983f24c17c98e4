import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, NODE_ARGS, PROJECT_DIR, describeExit, freePort, spawnChild } from '@demarc/local';
import { eventually } from './eventually.js';
import { testIssuer } from './people.js';
import { asService } from './service-roles.js';

export type ServiceName = 'api' | 'router' | 'notifier';

const READY_BUDGET_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** What an orchestrator waits before it starts a service again that ended by itself. */
const RESTART_AFTER_MS = 500;

/**
 * A service as operators run it: a process of its own, built, started again whenever it ends by itself. It can be
 * killed, and comes back under the same address.
 */
export class ServiceProcess {
  /** How it ended by itself after it had been ready: a crash, whatever the surroundings did. */
  readonly crashes: string[] = [];
  /** How often it ended before it was ready, as services do whose servers are away. */
  failedStarts = 0;
  readonly url: string;
  readonly #logFile: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: Child | null = null;
  #wasReady = false;

  private constructor(
    readonly name: ServiceName,
    port: number,
    env: NodeJS.ProcessEnv,
    folder: string,
    private readonly project: string,
  ) {
    this.url = `${env['DEMARC_TLS_CERT'] ? 'https' : 'http'}://127.0.0.1:${port}`;
    this.#logFile = path.join(folder, `${name}.log`);
    // Its receivers are fakes on this machine.
    this.#env = {
      ...process.env,
      DEMARC_RECEIVER_ALLOW: '127.0.0.1/32',
      // An earlier version knows no roles of services.
      ...(project === PROJECT_DIR ? asService(name, env) : env),
      [`DEMARC_${name.toUpperCase()}_PORT`]: String(port),
    };
  }

  /**
   * Starts it with these settings; its log is in `folder`. `project` is where its version was built, when it is not this
   * one. Resolves as soon as the process exists.
   */
  static async start(
    name: ServiceName,
    env: NodeJS.ProcessEnv,
    folder: string,
    project = PROJECT_DIR,
  ): Promise<ServiceProcess> {
    const people = name === 'api' ? (await testIssuer()).env : {};
    const service = new ServiceProcess(name, await freePort(), { ...people, ...env }, folder, project);
    await service.start();
    return service;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  async start(): Promise<void> {
    const script = path.join(this.project, 'services', this.name, 'dist', 'main.js');
    const args = [...NODE_ARGS, script];
    const child = await spawnChild({
      name: this.name,
      command: process.execPath,
      args,
      env: this.#env,
      logFile: this.#logFile,
    });
    this.#child = child;
    this.#wasReady = false;
    void this.#watch(child);
  }

  /** Resolves when it says that it takes work. */
  async ready(): Promise<void> {
    await eventually(`${this.name} to be ready`, () => this.isReady(), READY_BUDGET_MS).catch((error: Error) => {
      throw new Error(`${error.message}; its log ends: ${this.lastWords()}`);
    });
  }

  async isReady(): Promise<boolean> {
    const { status } = await fetch(`${this.url}/health/ready`);
    return status === 200;
  }

  /** `kill -9`. Resolves when it is gone; it stays away until `start`. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    await child?.kill();
  }

  /** It stands still, with all it holds, until `resume`. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Asks it to end as operators do. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    await child?.stop();
  }

  /** The end of its log: for failures. */
  lastWords(lines = 5): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  async #watch(child: Child): Promise<void> {
    void this.#noteReady(child);
    const exit = await child.exited;
    if (this.#child !== child) return;
    if (this.#wasReady) this.crashes.push(`${this.name} ${describeExit(exit)}: ${this.lastWords(2)}`);
    else this.failedStarts += 1;
    await pause(RESTART_AFTER_MS);
    if (this.#child === child) await this.start();
  }

  async #noteReady(child: Child): Promise<void> {
    while (this.#child === child && !child.exit()) {
      if (await this.isReady().catch(() => false)) {
        this.#wasReady = true;
        return;
      }
      await pause(LOOK_EVERY_MS);
    }
  }
}
