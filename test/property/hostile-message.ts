import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** A message that was once good, after someone had their way with it. */
export interface HostileMessage {
  readonly kind: string;
  readonly format: string;
  readonly body: Uint8Array;
}

const FIXTURES = new URL('../../libs/contracts/src/format/fixtures/', import.meta.url);
const example = (kind: string, format: string, file = format) => ({
  kind,
  format,
  text: readFileSync(new URL(`${file}.json`, FIXTURES), 'utf8'),
});
export const examples = [
  example('security', 'graph-alert'),
  example('security', 'graph-alert', 'graph-alert-host-only'),
  example('security', 'mde-alert'),
  example('security', 'mde-alert', 'mde-alert-2019'),
  example('operational', 'alertmanager'),
  example('operational', 'incident'),
];

/** Values that have broken parsers and databases before. */
export const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 63,
    5e-324,
    '',
    ' ',
    'null',
    'a\0b',
    '\ud800',
    '\udc00x',
    '\u200e',
    '\ufeff',
    'javascript:alert(1)',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.9999999Z',
    '2022-02-30T00:00:00Z',
    '9/1/2019 1:31:08 PM',
    '2022-01-01',
    1569331868000,
    [],
    {},
    [[]],
    [null],
    { '@odata.type': {} },
    [{ toString: 1 }],
    { length: 5 },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 400, max: 12_000 }).map((length) => 'ß😀'.repeat(length)),
  fc.jsonValue({ maxDepth: 3 }),
);

type Change = (text: string, at: number, value: unknown) => string;

/** Changes of the JSON's value: any one place in it holds something else, or is gone, or is there many times. */
const inValue: readonly Change[] = [
  (text, at, value) => changed(text, at, (parent, key) => put(parent, key, value)),
  (text, at) =>
    changed(text, at, (parent, key) => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key])),
  (text, at) => changed(text, at, (parent, key) => put(parent, key, [parent[key], parent[key], { evil: parent[key] }])),
  (text, at, value) =>
    changed(text, at, (parent) => put(parent, '__proto__', { polluted: true, id: value, title: value })),
  (text, at, value) => changed(text, at, (parent) => put(parent, 'constructor', { prototype: { polluted: value } })),
];

/** Changes of its text: what only a parser sees. */
const inText: readonly Change[] = [
  (text, at) => text.slice(0, at % text.length),
  (text, at) => text.slice(0, at % text.length) + '[{"a":'.repeat(at % 5_000) + text.slice(at % text.length),
  (text, at) => text.replace('{', `{"x":${'['.repeat(at % 200)}${']'.repeat(at % 200)},`),
  (text, _, value) => text.replace('{', `{"id":${JSON.stringify(value)},"title":${JSON.stringify(value)},`),
  (text, _, value) => text.replace(/\}\s*$/, `,"id":${JSON.stringify(value)},"severity":${JSON.stringify(value)}}`),
  (text, at) => text.replace('"', `"${'9'.repeat(at % 400)}`).replace(/\d+/, '1e999'),
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll(/"([^"\\]*)":/g, (_, key: string) => `"${key.charAt(0).toUpperCase()}${key.slice(1)}":`),
];

const mutation = fc.tuple(fc.constantFrom(...inValue, ...inValue, ...inText), fc.nat(100_000), nasty);

export const hostileBody: fc.Arbitrary<HostileMessage> = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.array(mutation, { maxLength: 5 }),
    fc.uint8Array({ maxLength: 30 }),
    fc.nat(20),
  )
  .map(([{ kind, format, text }, mutations, noise, mode]) => {
    const mutated = mutations.reduce((sofar, [change, at, value]) => change(sofar, at, value), text);
    const bytes = new TextEncoder().encode(mutated);
    if (mode === 0) return { kind, format, body: noise };
    // Bytes over the middle: broken UTF-8 inside of texts, broken JSON elsewhere.
    if (mode === 1 && bytes.length > noise.length) bytes.set(noise, Math.floor((bytes.length - noise.length) / 2));
    return { kind, format, body: bytes };
  });

export const hostileHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ 'content-type': 'application/cloudevents+json' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      'ce-specversion': fc.constantFrom('1.0', '0.3', ''),
      'ce-id': fc.string({ unit: 'binary' }),
      'ce-source': fc.oneof(fc.constant('/x'), fc.string({ minLength: 300, maxLength: 900 })),
      'ce-type': fc.constantFrom('com.microsoft.graph.security.alert', 'io.demarc.incident', '%', '%00', 'x'),
      'ce-time': fc.constantFrom('', 'yesterday', '2022-01-01T00:00:00Z'),
      'content-type': fc.constantFrom('application/json', 'text/plain', ''),
    }),
  },
);

type Container = Record<string, unknown> & unknown[];

/** `text` with one place of its value changed; text that is no longer JSON stays as it is. */
function changed(text: string, at: number, change: (parent: Container, key: string) => unknown): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text;
  }
  const places: [Container, string][] = [];
  collect(root, places, 0);
  const place = places[at % places.length];
  if (!place) return text;
  change(...place);
  return JSON.stringify(root);
}

function collect(value: unknown, into: [Container, string][], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 20) return;
  for (const key of Object.keys(value)) {
    into.push([value as Container, key]);
    collect((value as Container)[key as never], into, depth + 1);
  }
}

/** Assigning `__proto__` would set the prototype; as a message it must be an own key. */
function put(parent: Container, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
