import { type AnswerOf, type HttpRoute, codeOfProblem, pathTo, type QueryOf } from '@demarc/contracts';
import { EXIT } from './exit-code.js';
import { Failure } from './failure.js';
import { exchange } from './http-exchange.js';
import type { Bearer } from './sign-in/bearer.js';

const ANSWER_WITHIN_MS = 30_000;
const ADVICE = 'Start it with `npm start`, or name another with --api or DEMARC_API_URL.';

export interface ApiRequest<Route extends HttpRoute> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<Route>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes or text are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Default `application/json`. */
  readonly mediaType?: string;
}

export interface Answered<Body> {
  readonly body: Body;
  readonly etag: string | null;
}

/** Demarc's HTTP API by its table of routes; every answer is checked against the contract. */
export class ApiClient {
  constructor(
    readonly url: URL,
    readonly bearer: Bearer,
    private readonly stop: AbortSignal,
  ) {}

  /**
   * Calls a route.
   *
   * @throws Failure: the problem that the API answered, or that it cannot be reached
   */
  async call<const Route extends HttpRoute>(
    route: Route,
    request: ApiRequest<Route> = {},
  ): Promise<Answered<AnswerOf<Route>>> {
    const signal = AbortSignal.any([this.stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const response = await this.#send(route, request, signal);
    const text = await response.text();
    return { body: understood(route, response.status, text), etag: response.headers.get('etag') };
  }

  /** Opens a route that streams; the answer's body ends when the server or `signal` ends it. */
  async open<const Route extends HttpRoute>(
    route: Route,
    request: ApiRequest<Route>,
    signal: AbortSignal,
  ): Promise<Response> {
    return this.#send(route, request, AbortSignal.any([this.stop, signal]));
  }

  /** The same API, asked by nobody in particular. */
  asNobody(): ApiClient {
    return new ApiClient(this.url, { token: async () => null, another: async () => null }, this.stop);
  }

  async #send<Route extends HttpRoute>(
    route: Route,
    request: ApiRequest<Route>,
    signal: AbortSignal,
  ): Promise<Response> {
    try {
      return await this.#sendAs(await this.bearer.token(), route, request, signal);
    } catch (error) {
      if (!isAboutWhoAsks(error)) throw error;
      const another = await this.bearer.another();
      if (another === null) throw error;
      return this.#sendAs(another, route, request, signal);
    }
  }

  #sendAs<Route extends HttpRoute>(
    token: string | null,
    route: Route,
    request: ApiRequest<Route>,
    signal: AbortSignal,
  ): Promise<Response> {
    const { params, query, headers, body, mediaType = 'application/json' } = request;
    const path = pathTo(route, params, query as Parameters<typeof pathTo>[2]);
    const sent = body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body ?? {});
    return exchange(
      new URL(path.slice(1), this.url),
      {
        method: route.method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(route.method !== 'GET' && { 'content-type': mediaType }),
          ...headers,
        },
        ...(route.method !== 'GET' && { body: sent as Uint8Array<ArrayBuffer> | string }),
        signal,
      },
      'The API',
      ADVICE,
    );
  }
}

function isAboutWhoAsks(error: unknown): boolean {
  return error instanceof Failure && error.problem !== null && codeOfProblem(error.problem) === 'who-are-you';
}

function understood<Route extends HttpRoute>(route: Route, status: number, text: string): AnswerOf<Route> {
  const schema = route.answers[status]?.body;
  const checked = schema?.safeParse(parsed(text));
  if (checked?.success) return checked.data as AnswerOf<Route>;
  const [issue] = checked?.error?.issues ?? [];
  const where = issue ? ` (${issue.path.join('.')}: ${issue.message})` : '';
  throw new Failure(
    EXIT.refused,
    `${route.method} ${route.path} answered ${status} in a form that this demarc does not know${where}.`,
    'The API and the command line are of different versions, or something else listens there.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
