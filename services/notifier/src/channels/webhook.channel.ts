import { type NoticeMessage, webhookBody } from '@demarc/contracts';
import { type Contact, epochMs } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { Webhook } from 'standardwebhooks';
import { type Answer, type ChannelOf, type Letter, type NoticeChannel, answerOf } from '../channel.js';
import type { Receivers } from './checked-connect.js';
import { HttpPost } from './http-post.js';

export interface WebhookOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly perLane: number;
  readonly receivers: Receivers;
}

/** Notices as signed JSON (https://www.standardwebhooks.com). */
export class WebhookChannel implements NoticeChannel<'webhook'> {
  readonly type = 'webhook';
  readonly perLane: number;
  readonly #clock: Clock;
  readonly #post: HttpPost;

  constructor({ clock, timeoutMs, perLane, receivers }: WebhookOptions) {
    this.perLane = perLane;
    this.#clock = clock;
    this.#post = new HttpPost({ clock, timeoutMs, connections: perLane, receivers });
  }

  laneOf({ url }: ChannelOf<'webhook'>): string {
    return URL.parse(url)?.host ?? 'invalid';
  }

  async send({ notice, contact, channel }: Letter<'webhook'>): Promise<Answer> {
    const body = JSON.stringify(webhookBody(notice));
    const signature = this.#sign(notice, contact, channel.secret, body);
    if (!signature) return answerOf('invalid-secret', 'the secret is not whsec_ and base64');
    return this.#post.send(channel.url, body, signature);
  }

  async close(): Promise<void> {
    await this.#post.close();
  }

  /** The id stays the same over all attempts, so that a receiver can tell a repeat; null when the secret is unusable. */
  #sign(notice: NoticeMessage, contact: Contact, secret: string, body: string): Record<string, string> | null {
    const id = `msg_${notice.id}_${contact.id}`;
    const at = new Date(epochMs(this.#clock.now()));
    try {
      return {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
    } catch {
      return null;
    }
  }
}
