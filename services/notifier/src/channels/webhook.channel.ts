import type { NoticeMessage } from '@demarc/contracts';
import { type Contact, epochMs } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { Webhook } from 'standardwebhooks';
import { Agent, type Dispatcher, request } from 'undici';
import { type Answer, type ChannelOf, type Letter, type NoticeChannel, answerOf } from '../channel.js';
import { answerOfNetworkError, answerOfStatus } from './http-answer.js';

export interface WebhookOptions {
  readonly clock: Clock;
  /** For the whole attempt: connecting, sending and the answer. */
  readonly timeoutMs: number;
  readonly perLane: number;
}

const KEEP_ALIVE_MS = 30_000;
const ANSWER_BYTES = 1_024;

/** Notices as signed JSON (https://www.standardwebhooks.com). Redirects are not followed. */
export class WebhookChannel implements NoticeChannel<'webhook'> {
  readonly type = 'webhook';
  readonly perLane: number;
  readonly #options: WebhookOptions;
  readonly #agent: Agent;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.perLane = options.perLane;
    this.#agent = new Agent({
      connections: options.perLane,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      connect: { timeout: options.timeoutMs },
    });
  }

  laneOf({ url }: ChannelOf<'webhook'>): string {
    return URL.parse(url)?.host ?? 'invalid';
  }

  async send({ notice, contact, channel }: Letter<'webhook'>): Promise<Answer> {
    const url = URL.parse(channel.url);
    if (!url || !/^https?:$/.test(url.protocol)) return answerOf('invalid-target', 'the URL is not an http(s) one');
    const body = JSON.stringify(webhookBody(notice));
    const headers = this.#sign(notice, contact, channel.secret, body);
    if (!headers) return answerOf('invalid-secret', 'the secret is not whsec_ and base64');
    try {
      const response = await request(url, {
        method: 'POST',
        headers,
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      const retryAfter = response.headers['retry-after'];
      const said = await beginningOf(response.body);
      const now = epochMs(this.#options.clock.now());
      return answerOfStatus(response.statusCode, typeof retryAfter === 'string' ? retryAfter : null, said, now);
    } catch (error) {
      return answerOfNetworkError(error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** The id stays the same over all attempts, so that a receiver can tell a repeat; null when the secret is unusable. */
  #sign(notice: NoticeMessage, contact: Contact, secret: string, body: string): Record<string, string> | null {
    const id = `msg_${notice.id}_${contact.id}`;
    const at = new Date(epochMs(this.#options.clock.now()));
    try {
      return {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'demarc-notifier',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
    } catch {
      return null;
    }
  }
}

const TYPES = {
  assignment: 'incident.assigned',
  advisory: 'incident.advised',
  recall: 'incident.recalled',
  update: 'incident.updated',
  request: 'incident.action-requested',
  offer: 'incident.offered',
  'offer-answer': 'incident.offer-answered',
  warning: 'incident.clock-warned',
  escalation: 'incident.escalated',
  resolution: 'incident.resolved',
  digest: 'notices.digest',
  maintenance: 'maintenance.announced',
} as const satisfies Record<NoticeMessage['kind'], string>;

/** What a receiver gets: `type`, `timestamp` and `data`, as Standard Webhooks recommends. The same on every attempt. */
export function webhookBody(notice: NoticeMessage): object {
  const { incident, id, tenant, kind, queue, party, because, details, owedAt, clause, eventId } = notice;
  return {
    type: TYPES[kind],
    timestamp: owedAt,
    data: { notice: { id, tenant, kind, queue, party, because, details, owedAt, clause, eventId }, incident },
  };
}

/** The first kilobyte of an answer. A body that is longer, breaks or hangs does not change what the status said. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= ANSWER_BYTES) break;
    }
  } catch {
    // The status has been read, and it alone decides.
  }
  return bytes === 0 ? null : Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
}
