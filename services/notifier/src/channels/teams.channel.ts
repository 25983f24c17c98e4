import { teamsMessage } from '@demarc/contracts';
import type { Clock } from '@demarc/runtime';
import type { Answer, ChannelOf, Letter, NoticeChannel } from '../channel.js';
import type { Receivers } from './checked-connect.js';
import { HttpPost } from './http-post.js';

export interface TeamsOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly receivers: Receivers;
}

/** A workflow takes about four a second before it answers 429 (learn.microsoft.com, "Rate limiting for webhooks"). */
const PER_LANE = 2;
const CONNECTIONS = 16;

/** Notices as Adaptive Cards to the address of a Microsoft Teams workflow, which answers 202. */
export class TeamsChannel implements NoticeChannel<'teams'> {
  readonly type = 'teams';
  readonly perLane = PER_LANE;
  readonly #post: HttpPost;

  constructor(options: TeamsOptions) {
    this.#post = new HttpPost({ ...options, connections: CONNECTIONS });
  }

  /** Each address is a lane: all of them are on the same few hosts, and each has a limit of its own. */
  laneOf({ url }: ChannelOf<'teams'>): string {
    return url;
  }

  async send({ channel, worded }: Letter<'teams'>): Promise<Answer> {
    return this.#post.send(channel.url, JSON.stringify(teamsMessage(await worded())));
  }

  async close(): Promise<void> {
    await this.#post.close();
  }
}
