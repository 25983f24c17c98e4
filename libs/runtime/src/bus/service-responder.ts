import { createRequire } from 'node:module';
import {
  type RunningServiceName,
  SERVICE_QUESTIONS,
  type ServiceAnswer,
  type ServiceQuestion,
  questionSubjects,
} from '@demarc/contracts';
import { type Msg, type NatsConnection, type Subscription, errors, nuid } from '@nats-io/transport-node';
import type { Clock } from '../clock.js';
import type { Health } from '../health.js';
import type { Log } from '../log.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** An answer that comes too late counts as none: who is still looking says that it is not ready. */
const LOOK_WITHIN_MS = 400;
/** Its user may get the permission while it runs. */
const TRY_AGAIN_AFTER_MS = 10_000;

export interface ResponderParts {
  readonly name: RunningServiceName;
  readonly connection: NatsConnection;
  readonly health: Health;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Answers on NATS whoever asks which services run, by NATS's services protocol: this process by its name, its version and
 * an id of its own, and whether it can take work. A NATS that does not let it costs nothing but that: it is logged once.
 */
export class ServiceResponder {
  readonly #instance = nuid.next();
  readonly #startedAt: string;
  #subscriptions: readonly Subscription[] = [];
  #again: NodeJS.Timeout | undefined;
  #stopped = false;
  #refused = false;

  constructor(private readonly parts: ResponderParts) {
    this.#startedAt = parts.clock.now();
  }

  start(): void {
    this.#listen();
    void this.#watchRefusedAnswers();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#again);
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  #listen(): void {
    this.#again = undefined;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions = SERVICE_QUESTIONS.flatMap((question) =>
      questionSubjects(question, this.parts.name, this.#instance).map((subject) =>
        this.parts.connection.subscribe(subject, {
          callback: (error, message) => {
            if (error === null) void this.#answer(question, message);
            else this.#noteRefusal(error);
          },
        }),
      ),
    );
  }

  async #answer(question: ServiceQuestion, message: Msg): Promise<void> {
    const ready = await this.#isReady();
    if (this.#stopped) return;
    const answer: ServiceAnswer = {
      type: `io.nats.micro.v1.${question.toLowerCase() as Lowercase<ServiceQuestion>}_response`,
      name: this.parts.name,
      id: this.#instance,
      version,
      metadata: { ready: ready ? 'yes' : 'no' },
      ...(question === 'INFO' && { description: `Demarc's ${this.parts.name}`, endpoints: [] }),
      ...(question === 'STATS' && { started: this.#startedAt, endpoints: [] }),
    };
    message.respond(JSON.stringify(answer));
  }

  async #isReady(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), LOOK_WITHIN_MS);
    });
    const well = this.parts.health.failing().then((failing) => failing.length === 0);
    return Promise.race([well, late]).finally(() => clearTimeout(timer));
  }

  /** The server says of what was published only on the connection, to whoever listens there. */
  async #watchRefusedAnswers(): Promise<void> {
    for await (const status of this.parts.connection.status()) {
      if (status.type !== 'error' || !(status.error instanceof errors.PermissionViolationError)) continue;
      const { operation, subject } = status.error;
      if (operation === 'publish' && subject.startsWith('_INBOX.')) this.#noteRefusal(status.error);
    }
  }

  #noteRefusal(error: Error): void {
    if (this.#stopped) return;
    this.#again ??= setTimeout(() => this.#listen(), TRY_AGAIN_AFTER_MS).unref();
    if (this.#refused) return;
    this.#refused = true;
    this.parts.log.warn(
      { err: error },
      `NATS does not let ${this.parts.name} say that it runs, so GET /v1/status does not show it; any change of users by \`demarc nats user\` writes what it may, then have nats-server read it again`,
    );
  }
}
