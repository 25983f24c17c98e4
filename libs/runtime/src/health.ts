import type { Log } from './log.js';
import { Controller, Get, HttpCode, Inject, Module, ServiceUnavailableException } from '@nestjs/common';

/** Answers null when all is well, else what is wrong. Must not throw and must answer fast. */
export type HealthCheck = () => Promise<string | null> | string | null;

const CHECK_BUDGET_MS = 2_000;
const SAY_AGAIN_AFTER_MS = 60_000;

/** What must hold for the service to take work, by name. */
export class Health {
  readonly #checks = new Map<string, HealthCheck>();
  #said = '';
  #saidAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly log: Log) {}

  require(name: string, check: HealthCheck): void {
    if (this.#checks.has(name)) throw new Error(`Health check ${name} is registered twice.`);
    this.#checks.set(name, check);
  }

  /**
   * The names of what is not well. What is wrong with it goes to the log, when it changes and once a minute: anybody may
   * ask, and errors name hosts and addresses.
   */
  async failing(): Promise<readonly string[]> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await withinBudget(check)] as const),
    );
    const problems = results.filter((result) => result[1] !== null);
    this.#say(Object.fromEntries(problems));
    return problems.map(([name]) => name);
  }

  #say(problems: Readonly<Record<string, string | null>>): void {
    const words = JSON.stringify(problems);
    const isWell = Object.keys(problems).length === 0;
    if (words === this.#said && (isWell || performance.now() - this.#saidAtMs < SAY_AGAIN_AFTER_MS)) return;
    if (!isWell) this.log.warn({ problems }, 'not ready');
    this.#said = words;
    this.#saidAtMs = performance.now();
  }
}

async function withinBudget(check: HealthCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not answer within ${CHECK_BUDGET_MS} ms`), CHECK_BUDGET_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

@Controller('health')
class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  /** The process runs: restarting it would not help anything it waits for. */
  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'live' };
  }

  /** It can take work now. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    const failing = await this.health.failing();
    if (failing.length > 0) throw new ServiceUnavailableException({ status: 'not ready', failing });
    return { status: 'ready' };
  }
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
