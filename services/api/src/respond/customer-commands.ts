import {
  ACKNOWLEDGE_NOTICE,
  type CustomerReply,
  type Problem,
  REQUESTS,
  TENANT_PATTERN,
  customerCommand,
  problemOf,
} from '@demarc/contracts';
import type { Log, NatsConnection } from '@demarc/runtime';
import { actingFor } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { check, jsonIn } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { problemOfError } from '../door/problem-of-error.js';
import { NoticeDesk } from '../ledger/notice-desk.js';
import type { z } from 'zod';
import { BUS, LOG } from '../tokens.js';
import { type AskedFromOutside, ResponseDesk } from './response-desk.js';

type Subscription = ReturnType<NatsConnection['subscribe']>;
type Message = Parameters<NonNullable<NonNullable<Parameters<NatsConnection['subscribe']>[1]>['callback']>>[1];

const MOST_BYTES = 256 * 1_024;
/** More at once than the database has connections only wait; beyond this a requester is told to come again. */
const MOST_AT_ONCE = 100;

/**
 * Customers' systems that ask over NATS, on `commands.customer.<tenant>`. Whose incidents they may touch, the subject
 * says alone; who may publish on it is for the permissions of NATS. Every request with a reply subject is answered.
 */
@Injectable()
export class CustomerCommands {
  readonly #inWork = new Set<Promise<void>>();
  #subscription: Subscription | null = null;

  constructor(
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(ResponseDesk) private readonly responses: ResponseDesk,
    @Inject(NoticeDesk) private readonly notices: NoticeDesk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#subscription = this.bus.subscribe(REQUESTS.anyCustomerCommands, {
      queue: REQUESTS.queueGroup,
      callback: (error, message) => {
        if (error) this.log.warn({ err: error }, 'commands of customers cannot be read from NATS');
        else this.#take(message);
      },
    });
  }

  /** Takes no more requests, and resolves when those that were taken are answered. */
  async drain(): Promise<void> {
    await this.#subscription?.drain();
    await Promise.all(this.#inWork);
  }

  #take(message: Message): void {
    if (!message.reply) {
      const { subject } = message;
      this.log.warn({ subject }, 'a command without a reply subject was dropped: nobody would learn what came of it');
      return;
    }
    const work = this.#reply(message);
    this.#inWork.add(work);
    void work.finally(() => this.#inWork.delete(work));
  }

  async #reply(message: Message): Promise<void> {
    const answer = await this.#answer(message);
    try {
      message.respond(JSON.stringify(answer));
    } catch (error) {
      this.log.error({ err: error, subject: message.subject }, 'a reply could not be sent');
    }
  }

  async #answer({ subject, data }: Message): Promise<CustomerReply> {
    try {
      return await this.#carryOut(subject, data);
    } catch (error) {
      return { ok: false, problem: this.#problemOf(error, subject) };
    }
  }

  async #carryOut(subject: string, data: Uint8Array): Promise<CustomerReply> {
    const tenant = subject.slice(subject.lastIndexOf('.') + 1);
    if (this.#inWork.size >= MOST_AT_ONCE)
      throw new ProblemError('unavailable', 'Too many commands are being carried out. Ask again in a moment.');
    if (!TENANT_PATTERN.test(tenant)) throw new ProblemError('unknown-tenant', `${tenant} cannot be a tenant's name.`);
    if (data.length > MOST_BYTES)
      throw new ProblemError('too-large', `A command takes at most ${MOST_BYTES} bytes, found ${data.length}.`);
    const asked = check(customerCommand, jsonIn(data), 'invalid-content');
    return actingFor({ tenants: [tenant], seesSecurity: true }, () => this.#carryOutFor(tenant, asked));
  }

  async #carryOutFor(tenant: string, asked: z.output<typeof customerCommand>): Promise<CustomerReply> {
    const actor = { party: 'customer', name: asked.by } as const;
    if (asked.command === ACKNOWLEDGE_NOTICE) {
      const { notice: id } = asked;
      const { acknowledgement } = await this.notices.acknowledge({ id, tenant, actor, through: 'nats' });
      return { ok: true, incident: null, changes: [], acknowledgement };
    }
    const { incident, idempotencyKey = null } = asked;
    const command = { name: asked.command, body: asked.body } as AskedFromOutside['command'];
    const request = { incident, command, expectedRevision: null, idempotencyKey };
    const answer = await this.responses.respond({ tenant, actor }, request);
    return { ok: true, incident: answer.incident, changes: answer.changes, acknowledgement: null };
  }

  #problemOf(error: unknown, subject: string): Problem {
    const problem = problemOfError(error, { asked: `The command on ${subject}` });
    if (problem.code === 'internal') this.log.error({ err: problem.cause ?? problem, subject }, 'a command failed');
    return problemOf(problem.code, problem.message, subject, problem.more.errors);
  }
}
