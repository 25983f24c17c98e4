import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { listMails, readMail } from './kept-mails.js';
import { readSecrets, ReceivedWebhooks } from './received-webhooks.js';
import { checkSignature } from './webhook-signature.js';

export interface WebhookReceiverOptions {
  /** Where webhooks and secrets are kept; made when missing. */
  readonly dir: string;
  /** The folder of the mail sink, whose mails are served too. */
  readonly mailDir: string;
  readonly port: number;
  readonly host?: string;
}

export interface WebhookReceiver {
  readonly url: string;
  stop(): Promise<void>;
}

/** What is answered: a status and a JSON body. */
type Answer = readonly [status: number, body: unknown];

const MAX_BODY_BYTES = 8 * 1024 ** 2;

/**
 * Starts the receiver of a pretended customer:
 * `POST /hooks/<name>` takes a webhook (401 when it is signed wrongly), `GET /received?name=` lists what came,
 * `GET /mails` and `GET /mails/<id>` show the mail sink, `GET /health/ready` is 200.
 *
 * @throws when the port cannot be had
 */
export async function startWebhookReceiver(options: WebhookReceiverOptions): Promise<WebhookReceiver> {
  const { dir, port, host = '127.0.0.1' } = options;
  const received = new ReceivedWebhooks(dir);
  const server = createServer((request, response) => {
    answer(request, options, received).then(
      ([status, body]) => send(response, status, body),
      (error: Error) => send(response, 500, { title: 'The receiver failed', detail: error.message }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  { dir, mailDir }: WebhookReceiverOptions,
  received: ReceivedWebhooks,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://receiver');
  const [, room, name] = url.pathname.split('/').map(decodeURIComponent);
  switch (`${request.method} /${room}`) {
    case 'POST /hooks':
      return name ? receive(request, name, dir, received) : nothingHere(url);
    case 'GET /received':
      return [200, { received: received.list(url.searchParams.get('name')) }];
    case 'GET /mails': {
      if (!name) return [200, { mails: await listMails(mailDir) }];
      const mail = await readMail(mailDir, name);
      return mail ? [200, mail] : [404, { title: `There is no mail ${name}` }];
    }
    case 'GET /health':
      return [200, { status: 'ready' }];
    default:
      return nothingHere(url);
  }
}

async function receive(
  request: IncomingMessage,
  name: string,
  dir: string,
  received: ReceivedWebhooks,
): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return [413, { title: `A webhook may have ${MAX_BODY_BYTES} bytes` }];
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const now = new Date();
  const signature = checkSignature(readSecrets(dir)[name] ?? null, request.headers, body, now);
  await received.add({
    name,
    receivedAt: now.toISOString(),
    id: request.headers['webhook-id']?.toString() ?? null,
    signature,
    headers: Object.fromEntries(Object.entries(request.headers).map(([header, value]) => [header, String(value)])),
    body: parsed(body),
  });
  const accepted = signature === 'valid' || signature === 'unchecked';
  return accepted ? [200, { received: true, signature }] : [401, { title: `The signature is ${signature}` }];
}

function parsed(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function nothingHere(url: URL): Answer {
  return [
    404,
    { title: `Nothing is at ${url.pathname}: there are /hooks/<name>, /received, /mails and /health/ready` },
  ];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(`${JSON.stringify(body)}\n`);
}
