import { type AnswerOf, type HttpRoute, pathTo, type QueryOf } from '@demarc/contracts';

export interface DemoRequest<Route extends HttpRoute> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<Route>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Demarc's HTTP API as anyone may use it: the demonstration has no other door. */
export class DemoApi {
  constructor(private readonly apiUrl: string) {}

  /**
   * Calls a route and answers what it answered.
   *
   * @throws with the problem's words when it is refused
   */
  async call<const Route extends HttpRoute>(route: Route, request: DemoRequest<Route> = {}): Promise<AnswerOf<Route>> {
    const { params, query, body, headers } = request;
    const url = new URL(pathTo(route, params, query as Parameters<typeof pathTo>[2]), this.apiUrl);
    const response = await fetch(url, {
      method: route.method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(route.method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${route.method} ${url.pathname} answered ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as AnswerOf<Route>;
  }
}
