import { type Msg, type NatsConnection, type Subscription, createInbox, headers } from '@nats-io/transport-node';

export interface OutgoingMessage {
  readonly subject: string;
  readonly body: string;
  /** JetStream drops a message whose id it has seen within the stream's duplicate window. */
  readonly messageId: string;
}

const MESSAGE_ID_HEADER = 'Nats-Msg-Id';
const NO_RESPONDERS = 503;

/**
 * Publishes many messages to JetStream at once and waits for all their acknowledgements together. The client's own
 * `publish` makes a timer and two stack traces per message, which was a fifth of the router's time (`DECISIONS.md`).
 */
export class BatchPublisher {
  readonly #connection: NatsConnection;
  readonly #timeoutMs: number;
  readonly #inbox: string;
  readonly #waiting = new Map<string, (failure: string | null) => void>();
  readonly #subscription: Subscription;
  #next = 0;

  constructor(connection: NatsConnection, timeoutMs: number) {
    this.#connection = connection;
    this.#timeoutMs = timeoutMs;
    this.#inbox = createInbox(inboxPrefixOf(connection));
    this.#subscription = connection.subscribe(`${this.#inbox}.*`, {
      callback: (_error, message) => this.#waiting.get(message.subject)?.(failureIn(message)),
    });
  }

  /** Resolves once every message is stored. Throws when one is refused or not acknowledged in time; some may be stored then. */
  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const replies: string[] = [];
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`JetStream did not acknowledge ${messages.length} messages within ${this.#timeoutMs} ms.`));
        }, this.#timeoutMs);
        const settled = (failure: string | null): void => {
          if (failure !== null) reject(new Error(failure));
          left -= 1;
          if (left === 0 || failure !== null) clearTimeout(timer);
          if (left === 0) resolve();
        };
        let left = messages.length;
        for (const message of messages) replies.push(this.#send(message, settled));
      });
    } finally {
      for (const reply of replies) this.#waiting.delete(reply);
    }
  }

  close(): void {
    this.#subscription.unsubscribe();
  }

  #send({ subject, body, messageId }: OutgoingMessage, settled: (failure: string | null) => void): string {
    this.#next += 1;
    const reply = `${this.#inbox}.${this.#next}`;
    this.#waiting.set(reply, (failure) => {
      this.#waiting.delete(reply);
      settled(failure === null ? null : `JetStream refused a message for ${subject}: ${failure}`);
    });
    const extra = headers();
    extra.set(MESSAGE_ID_HEADER, messageId);
    this.#connection.publish(subject, body, { reply, headers: extra });
    return reply;
  }
}

function failureIn(message: Msg): string | null {
  if (message.headers?.code === NO_RESPONDERS) return 'no stream takes it (is JetStream up?)';
  const text = message.string();
  if (!text.includes('"error"')) return null;
  const { error } = JSON.parse(text) as { error?: { description?: string; code?: number } };
  return error ? (error.description ?? `code ${error.code}`) : null;
}

/** The client keeps what it was opened with, and does not say so in its types. */
function inboxPrefixOf(connection: NatsConnection): string | undefined {
  return (connection as { readonly options?: { readonly inboxPrefix?: string } }).options?.inboxPrefix;
}
