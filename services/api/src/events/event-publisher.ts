import { createHash } from 'node:crypto';
import { MAX_EVENT_MESSAGE_BYTES } from '@demarc/contracts';
import type { Log, NatsConnection } from '@demarc/runtime';
import { publisherOf } from '@demarc/runtime';
import type { JetStreamClient } from '@nats-io/jetstream';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiConfig } from '../config.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, CONFIG, LOG } from '../tokens.js';

export interface OutgoingEvent {
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface PublishedEvent {
  readonly messageId: string;
  readonly duplicate: boolean;
}

const RETRY_AFTER_S = 2;
const RETRY_WHEN_FULL_S = 30;
/** What NATS adds around each header, and its first line. */
const HEADER_OVERHEAD_BYTES = 4;
const HEADERS_BYTES = 80;

/** Puts events on the stream and answers only once JetStream has them. */
@Injectable()
export class EventPublisher {
  readonly #jetstream: JetStreamClient;

  constructor(
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.#jetstream = publisherOf(bus, config.DEMARC_PUBLISH_TIMEOUT_MS);
  }

  /** Throws `too-large` when the event, with its headers, is more than the configuration or the server takes. */
  requireSize({ body, headers }: Pick<OutgoingEvent, 'body' | 'headers'>, at: string): void {
    const limit = this.config.DEMARC_MAX_EVENT_BYTES;
    if (body.byteLength > limit)
      throw tooLarge(at, `${body.byteLength} bytes; at most ${limit} are taken (DEMARC_MAX_EVENT_BYTES)`);
    const most = Math.min(this.bus.info?.max_payload ?? Number.POSITIVE_INFINITY, MAX_EVENT_MESSAGE_BYTES);
    const bytes = Object.entries(headers).reduce(
      (sum, [name, value]) => sum + name.length + Buffer.byteLength(value) + HEADER_OVERHEAD_BYTES,
      HEADERS_BYTES,
    );
    if (body.byteLength + bytes > most)
      throw tooLarge(at, `${body.byteLength + bytes} bytes with its headers; NATS takes ${most}`);
  }

  /**
   * Publishes all of them. Throws `unavailable` when one was not acknowledged: some of the others may be stored then,
   * which is why the same request may simply be sent again; JetStream and the store both know what they have.
   */
  async publish(events: readonly OutgoingEvent[]): Promise<PublishedEvent[]> {
    const answers = await Promise.allSettled(events.map((event) => this.#publishOne(event)));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw this.#unavailable(failed.reason, events.length);
    return answers.map((answer) => (answer as PromiseFulfilledResult<PublishedEvent>).value);
  }

  async #publishOne(event: OutgoingEvent): Promise<PublishedEvent> {
    const messageId = messageIdOf(event);
    const headers = natsHeaders();
    for (const [name, value] of Object.entries(event.headers)) headers.set(name, value);
    const answer = await this.#jetstream.publish(event.subject, event.body, { msgID: messageId, headers });
    return { messageId, duplicate: answer.duplicate };
  }

  #unavailable(cause: unknown, count: number): ProblemError {
    const message = cause instanceof Error ? cause.message : String(cause);
    this.log.warn({ err: cause, events: count }, 'JetStream did not take an event');
    if (/maximum (?:bytes|messages)|insufficient (?:storage|resources)/i.test(message)) {
      return new ProblemError(
        'unavailable',
        'The stream of events is full. Keep the event and send it again later.',
        { retryAfterS: RETRY_WHEN_FULL_S },
        { cause },
      );
    }
    const detail =
      'NATS did not acknowledge the event, so it may or may not be stored. Send the same request again; an event is never taken twice.';
    return new ProblemError('unavailable', detail, { retryAfterS: RETRY_AFTER_S }, { cause });
  }
}

/**
 * Names a message by all that it says: address, attributes and bytes. So a publisher's second try is taken once, and
 * an update of the same event, which says something else, is never swallowed.
 */
export function messageIdOf({ subject, headers, body }: OutgoingEvent): string {
  const hash = createHash('sha256').update(subject);
  for (const name of Object.keys(headers).toSorted()) hash.update(`\n${name}: ${headers[name]}`);
  return hash.update('\n\n').update(body).digest('base64url');
}

function tooLarge(at: string, what: string): ProblemError {
  const detail = `${at ? `Event ${at} of the batch` : 'The event'} has ${what}.`;
  return new ProblemError('too-large', detail, { errors: [{ field: at || null, detail }] });
}
