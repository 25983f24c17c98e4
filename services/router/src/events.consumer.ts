import { DURABLES } from '@demarc/contracts';
import { type BusMessage, Consumes, type Log, type Outcome, retry } from '@demarc/runtime';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OutboxRelay } from './outbox-relay.js';
import { BatchRouter } from './routing/route-batch.js';
import { LOG } from './tokens.js';

const RETRY_AFTER_MS = 1_000;

/** The door through which events come in: routes a batch, then lets the relay publish what it left behind. */
@Controller()
export class EventsConsumer {
  constructor(
    private readonly router: BatchRouter,
    private readonly relay: OutboxRelay,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Consumes(DURABLES.routerEvents)
  async onEvents(@Payload() messages: readonly BusMessage[]): Promise<readonly Outcome[]> {
    try {
      const outcomes = await this.router.route(messages);
      this.relay.wake();
      return outcomes;
    } catch (error) {
      this.log.error({ err: error, messages: messages.length }, 'a batch could not be committed; it is retried');
      return messages.map(() => retry(RETRY_AFTER_MS));
    }
  }
}
