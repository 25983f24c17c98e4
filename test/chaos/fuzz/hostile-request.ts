import { type HttpRoute, ROUTES } from '@demarc/contracts';
import fc from 'fast-check';
import { hostileBody, nasty } from '../../property/hostile-message.js';
import { nearly } from './schema-arbitrary.js';

/** A request that somebody might make who means harm, or whose program is broken. */
export interface HostileRequest {
  readonly route: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** What exists, so that requests come past the first look-up. */
export interface Known {
  readonly incidents: readonly string[];
  readonly tokens: readonly string[];
  readonly answerTokens: readonly string[];
}

const text = nasty.map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')));
/** No client sends a longer address, and most servers take none. */
const short = text.map((value) => value.toWellFormed().slice(0, 400));

/** Requests to every route there is, each as likely as any other. */
export function hostileRequest(known: Known): fc.Arbitrary<HostileRequest> {
  return fc.oneof(...Object.entries(ROUTES).map(([name, route]) => requestOf(name, route as HttpRoute, known)));
}

function requestOf(name: string, route: HttpRoute, known: Known): fc.Arbitrary<HostileRequest> {
  const params = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => param!);
  const parts = fc.record({
    params: fc.tuple(...params.map((param) => mostly(fc.constantFrom(...knownFor(param, known)), short, 8))),
    query: fc.array(fc.tuple(queryName(route), mostly(queryValue(known), short, 3)), { maxLength: 4 }),
    body: bodyOf(route),
    token: fc.constantFrom(...known.tokens),
    ifMatch: fc.constantFrom('"1"', '"2"', '*', 'W/"1"', '', '"-1"', '99999999999999999999', '"\u00e9"'),
    idempotencyKey: fc.option(fc.stringMatching(/^[\x20-\x7e]{0,80}$/)),
  });
  return parts.map(({ params: values, query, body, token, ifMatch, idempotencyKey }) => {
    const path = params.reduce(
      (sofar, param, index) => sofar.replace(`:${param}`, () => encodeURIComponent(String(values[index]))),
      route.path as string,
    );
    const search = query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
    return {
      route: name,
      method: route.method,
      path: search === '' ? path : `${path}?${search}`,
      headers: {
        ...(token !== '' && { authorization: token }),
        ...(ifMatch !== '' && { 'if-match': ifMatch }),
        ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey.trim() }),
        ...(body.mediaType !== '' && { 'content-type': body.mediaType }),
      },
      body: route.method === 'GET' ? null : body.content,
    };
  });
}

function mostly(good: fc.Arbitrary<string>, bad: fc.Arbitrary<string>, weight: number): fc.Arbitrary<string> {
  return fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: bad });
}

function knownFor(param: string, { incidents, answerTokens }: Known): readonly string[] {
  switch (param) {
    case 'tenant':
      return ['contoso', 'fabrikam', 'microsoft', 'nobody'];
    case 'id':
    case 'incident':
    case 'eventId':
      return [...incidents, '00000000-0000-7000-8000-000000000000'];
    case 'format':
      return ['incident', 'graph-alert', 'mde-alert', 'alertmanager', 'constructor'];
    case 'version':
      return ['2021-08-08', '2023-07-13', '1999-01-01'];
    case 'token':
      return answerTokens;
    default:
      return ['security', 'mine', 'constructor', '__proto__'];
  }
}

function queryName(route: HttpRoute): fc.Arbitrary<string> {
  const names = Object.keys(route.query?.shape ?? {});
  return names.length === 0 ? short : mostly(fc.constantFrom(...names), short, 9);
}

function queryValue({ incidents }: Known): fc.Arbitrary<string> {
  return fc.constantFrom(
    'contoso',
    'microsoft',
    'customer/security',
    'security',
    'operational',
    'new',
    'resolved',
    'A',
    'true',
    '1',
    '200',
    '-1',
    '1e9',
    'NaN',
    '2024-05-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '-opened',
    'eyJhIjoxfQ',
    'printer pc-1',
    "' or 1=1 --",
    '%25',
    '\\',
    ...incidents,
  );
}

function bodyOf(route: HttpRoute): fc.Arbitrary<{ mediaType: string; content: string | Uint8Array }> {
  const kinds = Object.entries(route.body ?? { 'application/json': null });
  const nearlyRight = kinds.map(([mediaType, schema]) => {
    const content = schema === null ? nasty : nearly(schema);
    return content.map((value) => ({
      mediaType,
      content: typeof value === 'string' && !mediaType.includes('json') ? value : (JSON.stringify(value) ?? ''),
    }));
  });
  const broken = fc.record({
    mediaType: fc.constantFrom(
      ...kinds.map(([mediaType]) => mediaType),
      'text/plain',
      '',
      'application/json; charset=utf-7',
    ),
    content: fc.oneof(
      hostileBody.map(({ body }) => body),
      fc.uint8Array({ maxLength: 60 }),
      text,
    ),
  });
  return fc.oneof(...nearlyRight.map((arbitrary) => ({ weight: 4, arbitrary })), { weight: 1, arbitrary: broken });
}
