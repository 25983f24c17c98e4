import { type HttpRoute, ROUTES, type RouteName, pathTo } from '@demarc/contracts';
import type { Stack } from '../../harness/stack.js';
import { type Asker, headersOf } from './askers.js';
import type { Probe } from './probe.js';

export interface Answered {
  readonly status: number;
  /** Those that tell of the thing, and not of the time or the connection. */
  readonly headers: string;
  readonly text: string;
}

const OF_THE_MOMENT = /^(?:date|content-length|connection|keep-alive|transfer-encoding|ratelimit.*)$/;

/** Asks at a door as somebody. Whose key has asked too often goes on with the next. */
export async function askAt(stack: Stack, name: RouteName, probe: Probe, who: Asker): Promise<Answered> {
  const route: HttpRoute = ROUTES[name];
  const { params, query, body, mediaType = 'application/json' } = probe;
  const going = new AbortController();
  const response = await fetch(`${stack.apiUrl}${pathTo(route, params, query)}`, {
    method: route.method,
    redirect: 'manual',
    signal: going.signal,
    headers: { ...headersOf(who), ...probe.headers, ...(body !== undefined && { 'content-type': mediaType }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (response.status === 429) {
    const detail = await response.text();
    who.bearers.shift();
    if (who.bearers.length === 0) throw new Error(`${who.name} has asked too often with its last key: ${detail}`);
    return askAt(stack, name, probe, who);
  }
  const told = [...response.headers].filter(([header]) => !OF_THE_MOMENT.test(header));
  // A feed has no end.
  const isFeed = response.ok && name === 'feed';
  const text = isFeed ? '' : Buffer.from(await response.arrayBuffer()).toString('latin1');
  if (isFeed) going.abort();
  return { status: response.status, headers: told.map((pair) => pair.join(': ')).join('\n'), text };
}

/** All that an answer says, in one text. */
export const allOf = ({ status, headers, text }: Answered): string => [status, headers, text].join('\n');

/** The same, with what stands in base64 in it. */
export function allReadOf(answer: Answered): string {
  const encoded = answer.text.matchAll(/"base64":\s*"([^"]*)"/g);
  return [allOf(answer), ...[...encoded].map(([, word]) => Buffer.from(word!, 'base64').toString('latin1'))].join('\n');
}
