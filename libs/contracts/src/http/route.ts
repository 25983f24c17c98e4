import type { Permission } from '@demarc/domain';
import type { z } from 'zod';
import type { ProblemCode } from './problem.js';

/**
 * One door of the API, complete: the service mounts its controllers by it, OpenAPI is generated from it and
 * clients build their requests with it, so that none of the three can differ from the others.
 */
export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each of `params`. */
  readonly path: `/${string}`;
  /** What one must be permitted; `anyone`: it is open to whoever reaches it, and says nothing of any tenant. */
  readonly allows: Permission | 'anyone';
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Names in lower case. */
  readonly headers?: z.ZodObject;
  /** The bodies it takes, by media type. */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  /** What it answers when all is well, by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** What it may refuse for, beside `bad-request`, `unavailable` and `internal`, which every door may. */
  readonly problems: readonly ProblemCode[];
}

export interface Answer {
  readonly description: string;
  /** Default `application/json`. */
  readonly mediaType?: string;
  /** Null: bytes or text that no schema describes. */
  readonly body: z.ZodType | null;
  readonly etag?: boolean;
}

/** The same route, with its exact type kept. */
export const route = <const Route extends HttpRoute>(definition: Route): Route => definition;

type SchemaOf<Route extends HttpRoute> = Extract<Route['answers'][keyof Route['answers']], Answer>['body'];
/** What a client gets from a route. */
export type AnswerOf<Route extends HttpRoute> = z.output<Extract<SchemaOf<Route>, z.ZodType>>;
/** What a client may put into a route's query, before defaults. */
export type QueryOf<Route extends HttpRoute> = Route['query'] extends z.ZodObject ? z.input<Route['query']> : undefined;
/** The JSON a client sends to a route. */
export type BodyOf<Route extends HttpRoute> = Route['body'] extends { 'application/json': infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined;

type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/** The path of a route with its parameters and query filled in. Throws when a parameter is missing: a mistake in code. */
export function pathTo(
  { path }: Pick<HttpRoute, 'path'>,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, QueryValue>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs the parameter ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of [value].flat()) search.append(name, String(one));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}
