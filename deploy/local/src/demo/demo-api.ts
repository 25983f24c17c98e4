import { type Tokens, signInWithOneClick } from '@demarc/cli';
import { type AnswerOf, type HttpRoute, pathTo, type QueryOf } from '@demarc/contracts';
import type { DemoPersonId } from '../people/demo-people.js';

export interface DemoRequest<Route extends HttpRoute> {
  /** Who asks. */
  readonly as: DemoPersonId;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<Route>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A token that ends this soon may end on its way. */
const TOO_SOON_MS = 30_000;

/** Demarc's HTTP API as anyone may use it who signed in: the demonstration has no other door. */
export class DemoApi {
  readonly #tokens = new Map<DemoPersonId, Promise<Tokens>>();

  constructor(
    private readonly apiUrl: string,
    private readonly issuer: string,
  ) {}

  /**
   * Calls a route and answers what it answered.
   *
   * @throws with the problem's words when it is refused
   */
  async call<const Route extends HttpRoute>(route: Route, request: DemoRequest<Route>): Promise<AnswerOf<Route>> {
    const { as, params, query, body, headers } = request;
    const url = new URL(pathTo(route, params, query as Parameters<typeof pathTo>[2]), this.apiUrl);
    const response = await fetch(url, {
      method: route.method,
      headers: { authorization: `Bearer ${await this.#tokenOf(as)}`, 'content-type': 'application/json', ...headers },
      ...(route.method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${route.method} ${url.pathname} answered ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as AnswerOf<Route>;
  }

  async #tokenOf(person: DemoPersonId): Promise<string> {
    const known = await this.#tokens.get(person);
    if (known && known.endsAt - TOO_SOON_MS > Date.now()) return known.accessToken;
    const fresh = signInWithOneClick(this.issuer, person);
    this.#tokens.set(person, fresh);
    return (await fresh).accessToken;
  }
}
