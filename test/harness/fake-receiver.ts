import type { NoticeMessage } from '@demarc/contracts';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type CertificateFiles, contentsOf } from './certificates.js';
import { ReceivedLog } from './received-log.js';

/** `hang`: never answers. `reset`: breaks the connection. `half`: answers 200 and never ends the body. */
export type ReceiverAnswer = number | 'hang' | 'reset' | 'half' | SlowAnswer;

export interface SlowAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Answers only when this has resolved. */
  readonly after?: Promise<void>;
}

export interface WebhookJson {
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly notice: Omit<NoticeMessage, 'incident'>; readonly incident: NoticeMessage['incident'] };
}

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON. */
  readonly json: WebhookJson;
  readonly at: number;
  readonly answer: ReceiverAnswer;
}

export interface FakeReceiver extends ReceivedLog<ReceivedWebhook> {
  readonly url: string;
  /** From now on requests are answered like this. */
  answerWith(answer: ReceiverAnswer | ((request: Omit<ReceivedWebhook, 'answer'>) => ReceiverAnswer)): void;
  stop(): Promise<void>;
}

/** An HTTP receiver that behaves as badly as real ones, and keeps everything that it received; with a certificate by https. */
export async function startFakeReceiver(
  answer: Parameters<FakeReceiver['answerWith']>[0] = 200,
  tls?: CertificateFiles,
): Promise<FakeReceiver> {
  let answering = answer;
  const log = new ReceivedLog<ReceivedWebhook>('webhooks');
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = { path: request.url ?? '/', headers, body, json: parse(body), at: Date.now() };
    const chosen = typeof answering === 'function' ? answering(received) : answering;
    log.add({ ...received, answer: chosen });
    give(chosen, response);
  };
  const serve = (request: IncomingMessage, response: ServerResponse) => void receive(request, response);
  const server = tls ? createSecureServer(contentsOf(tls), serve) : createServer(serve);
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(log, {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answerWith: (next: typeof answering) => {
      answering = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** Whether it carries a valid signature; its age is not looked at, because stories push the time. */
export function isSignedBy({ headers, body }: ReceivedWebhook, secret: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  return new Webhook(secret).sign(headers['webhook-id']!, at, body) === headers['webhook-signature'];
}

function give(answer: ReceiverAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  if (answer === 'half') {
    response.writeHead(200).write('beginning');
    return;
  }
  const {
    status,
    headers = {},
    body = '',
    after,
  }: SlowAnswer = typeof answer === 'number' ? { status: answer } : answer;
  const end = () => response.writeHead(status, headers).end(body);
  if (after) void after.then(end);
  else end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The sender hung up; what came is kept.
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A body that is not JSON is kept as text alone: whoever looks into its `json` finds a defect of the sender. */
function parse(body: string): WebhookJson {
  try {
    return JSON.parse(body) as WebhookJson;
  } catch {
    return {} as WebhookJson;
  }
}
