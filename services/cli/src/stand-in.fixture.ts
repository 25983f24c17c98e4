import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProblemCode, type ProblemField, problemOf } from '@demarc/contracts';
import type { ExitCode, Io } from './index.js';
import { run } from './index.js';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; the key is `GET /v1/queues`, without the query. */
export type Answers = Readonly<Record<string, (asked: Asked, response: ServerResponse) => void>>;

/** A small HTTP server in the API's place, which keeps what it was asked. */
export async function startStandIn(answers: Answers) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      asked.push(one);
      const answer = answers[`${method} ${url.split('?', 1)[0]}`];
      if (answer) answer(one, response);
      else refuse(response, 'not-found', `Nothing is at ${url}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

export function reply(
  response: ServerResponse,
  body: unknown,
  headers: Record<string, string> = {},
  status = 200,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function refuse(response: ServerResponse, code: ProblemCode, detail: string, errors?: ProblemField[]): void {
  const document = problemOf(code, detail, '/', errors);
  response.writeHead(document.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(document));
}

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line as a person would, in a terminal of 100 columns without colours. */
export async function runCli(
  url: string,
  argv: readonly string[],
  more: Partial<Io> & { input?: string } = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const { input = '', ...io } = more;
  const code = await run(argv, {
    env: { DEMARC_API_URL: url, DEMARC_DATA_DIR: '/nowhere' },
    user: 'ana',
    stdin: (async function* () {
      yield Buffer.from(input);
    })(),
    columns: 100,
    isTerminal: false,
    stop: new AbortController().signal,
    now: () => new Date('2026-11-22T10:12:00Z'),
    out: (text) => (out += typeof text === 'string' ? text : Buffer.from(text).toString('utf8')),
    err: (text) => (err += text),
    ...io,
  });
  return { code, out, err };
}
