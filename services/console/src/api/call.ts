import type { AnswerOf, BodyOf, HttpRoute, QueryOf, ROUTES } from '@demarc/contracts';
import { type ProblemDocument, type Refused, Unreachable, refusedWith } from './refused.js';
import { sessionEnded } from '../session/session-state.js';

type Routes = typeof ROUTES;
type Keyed = { [Name in keyof Routes as `${Routes[Name]['method']} ${Routes[Name]['path']}`]: Routes[Name] };

/** A door of the API as the contracts mount it: `GET /v1/incidents/:id`. Only the types of the contracts come here. */
export type DoorName = keyof Keyed & string;
export type RouteAt<Door extends DoorName> = Keyed[Door] extends HttpRoute ? Keyed[Door] : never;
export type AnswerAt<Door extends DoorName> = AnswerOf<RouteAt<Door>>;
export type QueryAt<Door extends DoorName> = QueryOf<RouteAt<Door>>;
export type BodyAt<Door extends DoorName> = BodyOf<RouteAt<Door>>;

export interface Given<Door extends DoorName> {
  /** For each `:name` of the address. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryAt<Door>;
  readonly body?: BodyAt<Door>;
  /** A body that is no JSON, such as a file, with its media type. */
  readonly content?: { readonly type: string; readonly body: BodyInit };
  /** The revision that was seen. */
  readonly ifMatch?: number;
  /** Names what is asked, so that asking twice does it once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Calls a door of the API; the one way to do it. Throws {@link Refused} with the API's problem document, and
 * {@link Unreachable} when no answer came. A session that ended is noted, and whoever shows the shell offers to sign in.
 */
export async function call<Door extends DoorName>(door: Door, given: Given<Door> = {}): Promise<AnswerAt<Door>> {
  const answer = await send(door, given);
  return (await answer.json()) as AnswerAt<Door>;
}

/** As {@link call}, for doors that answer with a file. */
export async function callForFile<Door extends DoorName>(door: Door, given: Given<Door> = {}): Promise<Blob> {
  return (await send(door, given)).blob();
}

/** As {@link call}, for doors that answer with a JSON document a line: each as it comes. */
export async function* callForLines<Door extends DoorName>(
  door: Door,
  given: Given<Door> = {},
): AsyncGenerator<AnswerAt<Door>, void, void> {
  const { body } = await send(door, given);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as AnswerAt<Door>;
  }
}

async function send<Door extends DoorName>(door: Door, given: Given<Door>): Promise<Response> {
  const { body, content, ifMatch, idempotencyKey, signal } = given;
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (content) headers.set('content-type', content.type);
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey);
  const request: RequestInit = { method: door.slice(0, door.indexOf(' ')), headers };
  if (signal) request.signal = signal;
  if (content) request.body = content.body;
  else if (body !== undefined) request.body = JSON.stringify(body);
  const answer = await fetch(addressOf(door, given.params, given.query), request).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Unreachable(error);
  });
  if (answer.ok) return answer;
  const refused = await refusalOf(answer);
  if (refused.code === 'who-are-you') sessionEnded();
  throw refused;
}

/** The address of a door with its parameters and query filled in. */
export function addressOf(door: DoorName, params: Readonly<Record<string, string>> = {}, query: object = {}): string {
  const path = door
    .slice(door.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of [value].flat()) search.append(name, String(one));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

async function refusalOf(answer: Response): Promise<Refused> {
  const document = (await answer.json().catch(() => ({}))) as Partial<ProblemDocument>;
  return refusedWith({ title: answer.statusText, ...document, status: answer.status });
}
