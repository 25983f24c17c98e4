import { epochMs } from '@demarc/domain';
import { type Clock, receiverPlace } from '@demarc/runtime';
import { Agent, type Dispatcher, request } from 'undici';
import { type Answer, answerOf } from '../channel.js';
import { type Receivers, checkedConnect } from './checked-connect.js';
import { answerOfNetworkError, answerOfStatus } from './http-answer.js';

export interface HttpPostOptions {
  readonly clock: Clock;
  /** For the whole attempt: connecting, sending and the answer. */
  readonly timeoutMs: number;
  /** To one host. */
  readonly connections: number;
  readonly receivers: Receivers;
}

const KEEP_ALIVE_MS = 30_000;
const ANSWER_BYTES = 1_024;

/** Posts JSON to receivers that may be sent to, and says what their answers mean. Redirects are not followed. */
export class HttpPost {
  readonly #options: HttpPostOptions;
  readonly #agent: Agent;

  constructor(options: HttpPostOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connections: options.connections,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      connect: checkedConnect(options.receivers, options.timeoutMs),
    });
  }

  /** Never throws: whatever happens is an answer. */
  async send(address: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const url = URL.parse(address);
    if (!url || !receiverPlace(url)) return answerOf('invalid-target', 'the URL is no http(s) one, or has credentials');
    try {
      const response = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'demarc-notifier',
          ...headers,
        },
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

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
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
