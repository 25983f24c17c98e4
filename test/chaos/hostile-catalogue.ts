import { MAX_EVENT_MESSAGE_BYTES, subjectOf } from '@demarc/contracts';
import fc from 'fast-check';
import { type HostileMessage, examples, hostileBody, hostileHeaders } from '../property/hostile-message.js';

/** A message that means harm, for either door. */
export interface Hostile {
  readonly what: string;
  readonly kind: string;
  /** Null: it is sent as a CloudEvent. */
  readonly format: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const MIB = 1024 ** 2;
const report = (fields: string) => `{"title":"a report","source":"hostile","dedupKey":"hostile",${fields}}`;
const native = (what: string, text: string): Hostile => ({
  what,
  kind: 'operational',
  format: 'incident',
  headers: {},
  body: Buffer.from(text),
});
const graph = examples.find(({ format }) => format === 'graph-alert')!.text;

/** What the field is known for, one of each. */
const named: readonly Hostile[] = [
  native('truncated JSON', '{"title":"a report","sou'),
  native('nothing', ''),
  native('nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)),
  native('nested 100,000 deep and never closed', '{"a":'.repeat(100_000)),
  native('nested within a field', report(`"devices":${'['.repeat(5_000)}${']'.repeat(5_000)}`)),
  native('wrong types', '{"title":[],"source":{},"dedupKey":true,"devices":7,"severity":null,"startedAt":{}}'),
  native('10 MB in one text', report(`"description":"${'x'.repeat(10 * MIB)}"`)),
  native('7 MB in one text', report(`"description":"${'x'.repeat(7 * MIB)}"`)),
  native('a megabyte of brackets', '[]'.repeat(MIB / 2)),
  native('another tenant', report('"tenant":"fabrikam"')),
  native(
    'NUL in texts',
    '{"title":"a\\u0000b","source":"\\u0000","dedupKey":"\\u0000\\u0000","id":"\\u0000x","devices":["\\u0000"]}',
  ),
  native('raw NUL bytes', '{"title":"a\0b","source":"hostile"}'),
  native(
    'lone surrogates',
    '{"title":"\\ud800","source":"\\udfff","dedupKey":"\\ud800x","id":"y\\udc00","description":"\\ud83d"}',
  ),
  native(
    'absurd dates',
    report('"startedAt":"-271821-04-20T00:00:00Z","updatedAt":"+275760-09-13T00:00:00.001Z","endedAt":"99999-99-99"'),
  ),
  native(
    'dates of the year 0 and 9999',
    report('"startedAt":"0000-01-01T00:00:00Z","updatedAt":"9999-12-31T23:59:59.9999999Z"'),
  ),
  native(
    'duplicate keys',
    '{"title":"one","title":"two","id":"a","id":{},"source":"hostile","source":null,"dedupKey":"k","dedupKey":[]}',
  ),
  native(
    '__proto__',
    '{"__proto__":{"title":"p","polluted":true},"constructor":{"prototype":{"polluted":true}},"title":"a report"}',
  ),
  native(
    'numbers beyond any type',
    report('"id":1e999,"serviceImpact":-1e-999,"devices":[123456789012345678901234567890]'),
  ),
  native('20,000 devices', report(`"devices":[${Array.from({ length: 20_000 }, (_, n) => `"pc-${n}"`).join(',')}]`)),
  {
    what: 'UTF-16',
    kind: 'operational',
    format: 'incident',
    headers: {},
    body: Buffer.from(report('"id":"16"'), 'utf16le'),
  },
  {
    what: 'another Entra tenant',
    kind: 'security',
    format: 'graph-alert',
    headers: {},
    body: Buffer.from(graph.replace('{', '{"tenantId":"99999999-9999-4999-8999-999999999999",')),
  },
  {
    what: 'a CloudEvent with hostile attributes',
    kind: 'security',
    format: null,
    headers: { 'content-type': 'application/cloudevents+json' },
    body: Buffer.from(
      '{"specversion":"1.0","id":"\\u0000","source":"\\ud800","type":"__proto__","time":"never","data":{"title":"x"},"data_base64":"%%"}',
    ),
  },
];

/** The named ones and `count` mutated samples, the same for the same seed; some as CloudEvents. */
export function hostileCatalogue(count: number, seed: number): readonly Hostile[] {
  const mutated = fc.sample(fc.tuple(hostileBody, hostileHeaders), { numRuns: count, seed });
  return [...named, ...mutated.map(([message, headers], index) => hostileFrom(message, headers, index))];
}

/** A mutated sample as a message for either door; every other one that has headers comes as a CloudEvent. */
export function hostileFrom(
  { kind, format, body }: HostileMessage,
  headers: Readonly<Record<string, string>>,
  index: number,
): Hostile {
  const asCloudEvent = Object.keys(headers).length > 0 && index % 2 === 0;
  return {
    what: `mutated ${format} ${index}`,
    kind,
    format: asCloudEvent ? null : format,
    headers: speakable(headers),
    body,
  };
}

/** Subjects below `events.` that no publisher should use. */
export const HOSTILE_SUBJECTS = [
  'events.contoso',
  'events.contoso.security.graph-alert.more',
  'events.CONTOSO.security.graph-alert',
  'events.contoso.__proto__.graph-alert',
  'events.__proto__.security.graph-alert',
  'events.contoso.security.constructor',
  'events.contoso.security.\0',
  'events.\0.security',
  `events.${'very-'.repeat(100)}long.security`,
  'events.ß😀.security',
] as const;

export const HOSTILE_PATHS = [
  '/v1/tenants/%00/hooks/incident',
  '/v1/tenants/%E0%A4%A/hooks/incident',
  '/v1/tenants/__proto__/hooks/incident',
  '/v1/tenants/contoso/hooks/constructor',
  '/v1/tenants/contoso/hooks/%00',
  '/v1/tenants/contoso/events?kind=__proto__',
  '/v1/tenants/contoso/events?kind=security&kind=change',
  '/v1/tenants/contoso%2F..%2Ffabrikam/events',
  `/v1/tenants/${'long'.repeat(500)}/events`,
] as const;

export function subjectFor({ kind, format }: Hostile): string {
  return subjectOf.event('contoso', kind as Parameters<typeof subjectOf.event>[1], format ?? undefined);
}

/** What NATS writes for one header, and around them all. */
const HEADER_FRAME_BYTES = 4;
const HEADERS_FRAME_BYTES = 12;

/** JetStream refuses it, and its publisher is told. */
export function isTooLargeForNats({ headers, body }: Hostile): boolean {
  const ofHeaders = Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + Buffer.byteLength(value) + HEADER_FRAME_BYTES,
    HEADERS_FRAME_BYTES,
  );
  return body.byteLength + ofHeaders > MAX_EVENT_MESSAGE_BYTES;
}

/** Neither protocol carries line ends or non-Latin text in headers, so their clients refuse to send them. */
function speakable(headers: Readonly<Record<string, string>>): Record<string, string> {
  const spoken = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed()));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, spoken(value)]));
}
