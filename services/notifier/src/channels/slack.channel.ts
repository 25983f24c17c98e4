import { slackMessage } from '@demarc/contracts';
import type { Clock } from '@demarc/runtime';
import type { Answer, ChannelOf, Letter, NoticeChannel } from '../channel.js';
import type { Receivers } from './checked-connect.js';
import { HttpPost } from './http-post.js';

export interface SlackOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly receivers: Receivers;
}

/** A webhook takes about one a second before it answers 429 (docs.slack.dev, "Rate limits"). */
const PER_LANE = 1;
const CONNECTIONS = 16;

/** Notices as messages to an incoming webhook of Slack, or of what understands the same. */
export class SlackChannel implements NoticeChannel<'slack'> {
  readonly type = 'slack';
  readonly perLane = PER_LANE;
  readonly #post: HttpPost;

  constructor(options: SlackOptions) {
    this.#post = new HttpPost({ ...options, connections: CONNECTIONS });
  }

  /** Each address is a lane: all of them are on the same few hosts, and each has a limit of its own. */
  laneOf({ url }: ChannelOf<'slack'>): string {
    return url;
  }

  async send({ channel, worded }: Letter<'slack'>): Promise<Answer> {
    return this.#post.send(channel.url, JSON.stringify(slackMessage(await worded())));
  }

  async close(): Promise<void> {
    await this.#post.close();
  }
}
