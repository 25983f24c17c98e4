import { signedIn } from './people.js';

/** What an api answered; `body` is its JSON, whose fields a story names as it needs them. */
export interface HttpAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The api as its users reach it; headers as {@link signedIn} takes them. */
export class HttpDoor {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  get<Body>(path: string, headers: Record<string, string> = {}): Promise<HttpAnswer<Body>> {
    return this.#send<Body>('GET', path, undefined, headers);
  }

  post<Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer<Body>> {
    return this.#send<Body>('POST', path, body, headers);
  }

  put<Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer<Body>> {
    return this.#send<Body>('PUT', path, body, headers);
  }

  async #send<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer<Body>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(`${this.#base}${path}`, {
      method,
      headers: await signedIn({
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      }),
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? null : JSON.parse(text)) as Body };
  }
}
