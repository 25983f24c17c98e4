import { ROLL_CALL, RUNNING_SERVICES, type ServiceStanding, rollCallAnswer, rollCallInboxOf } from '@demarc/contracts';
import type { Log, NatsConnection } from '@demarc/runtime';
import { type Msg, errors, nuid } from '@nats-io/transport-node';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { BUS, LOG } from '../tokens.js';

const WITHIN_MS = 1_000;
/** Many readers at once cost one question. */
const SHARED_FOR_MS = 2_000;
/** Once everybody who is expected has answered: for an instance that is new. */
const NEW_ONES_WITHIN_MS = 50;

export interface Roll {
  readonly services: readonly ServiceStanding[];
  /** NATS does not let the api ask, as with permissions of before there was a roll call. */
  readonly refused: boolean;
}

/** Asks all services on NATS whether they are there. */
@Injectable()
export class RollCall implements OnModuleInit {
  #roll: Promise<Roll> | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** The instances that answered last time, which are waited for. */
  #expected: ReadonlySet<string> = new Set();
  #refused = false;

  constructor(
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    void this.#watchRefusals();
  }

  /** Who runs, as of at most two seconds ago. Takes a second when somebody who is expected does not answer. */
  call(): Promise<Roll> {
    const now = performance.now();
    if (this.#roll === null || now - this.#askedAt >= SHARED_FOR_MS) {
      this.#askedAt = now;
      this.#roll = this.#ask();
    }
    return this.#roll;
  }

  #ask(): Promise<Roll> {
    const heard = new Map<string, ServiceStanding>();
    const { promise, resolve } = Promise.withResolvers<Roll>();
    const finish = (): void =>
      resolve({ services: [...heard.values()].toSorted(inOrder), refused: this.#refused && heard.size === 0 });
    const allHere = (): boolean =>
      [...this.#expected].every((instance) => heard.has(instance)) &&
      RUNNING_SERVICES.every((name) => [...heard.values()].some((service) => service.name === name));
    const inbox = `${rollCallInboxOf('api')}.${nuid.next()}`;
    const answers = this.bus.subscribe(inbox, {
      callback: (error, message) => {
        const service = error === null ? standingOf(message) : null;
        if (service === null) return;
        heard.set(service.instance, service);
        if (allHere()) setTimeout(finish, NEW_ONES_WITHIN_MS).unref();
      },
    });
    // Heard out to its end: who is late today is waited for next time.
    setTimeout(() => {
      answers.unsubscribe();
      this.#expected = new Set(heard.keys());
      finish();
    }, WITHIN_MS).unref();
    this.bus.publish(ROLL_CALL, '', { reply: inbox });
    return promise;
  }

  async #watchRefusals(): Promise<void> {
    for await (const status of this.bus.status()) {
      if (status.type !== 'error' || !(status.error instanceof errors.PermissionViolationError)) continue;
      if (status.error.operation !== 'publish' || status.error.subject !== ROLL_CALL || this.#refused) continue;
      this.#refused = true;
      this.log.warn(
        { err: status.error },
        'NATS does not let the api ask which services run; any change of users by `demarc nats user` writes what it may, then have nats-server read it again',
      );
    }
  }
}

function standingOf(message: Msg): ServiceStanding | null {
  const { success, data } = rollCallAnswer.safeParse(parsed(message.string()));
  if (!success) return null;
  const { name, id: instance, version, started: startedAt, metadata } = data;
  return { name, instance, version, startedAt, ready: metadata.ready === 'yes' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const inOrder = (one: ServiceStanding, other: ServiceStanding): number =>
  RUNNING_SERVICES.indexOf(one.name) - RUNNING_SERVICES.indexOf(other.name) ||
  one.startedAt.localeCompare(other.startedAt);
