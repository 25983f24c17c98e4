import { type Instant, parseInstant } from '@demarc/domain';
import { type Json, type JsonObject, Unreadable } from './format.js';
import { type ParsedJson, parseJsonBytes, parseJsonText } from './json.js';
import * as read from './read.js';
import { cleanId, SOURCE_LIMIT, TEXT_LIMITS } from './text.js';

/** A CloudEvents 1.0 message, opened: what Demarc uses of its attributes, and its data as JSON. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: Instant | null;
  /** The extension attribute `tenant`: for whom the publisher means it. */
  readonly tenant: string | null;
  readonly data: Json;
  /** See {@link ParsedJson.repaired}. */
  readonly repaired: boolean;
}

const SPEC_VERSION = '1.0';
const STRUCTURED = 'application/cloudevents';
const STRUCTURED_JSON = 'application/cloudevents+json';
const IS_JSON = /^\s*[\w.+-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * Opens a message in structured or binary mode, as the CloudEvents 1.0 binding for NATS says
 * (cloudevents/bindings/nats-protocol-binding.md; batches are not part of it). Header names are lower-case.
 * Throws {@link Unreadable} `not-cloudevent`, `not-json` or `too-deep`.
 */
export function openCloudEvent(headers: Readonly<Record<string, string>>, body: Uint8Array): CloudEvent {
  const contentType = header(headers, 'content-type')?.trim().toLowerCase() ?? '';
  if (contentType.startsWith(STRUCTURED)) {
    if (!contentType.startsWith(STRUCTURED_JSON)) {
      throw refusal('content-type', `expected ${STRUCTURED_JSON}, found ${contentType}; send one event per message`);
    }
    return openStructured(parseJsonBytes(body));
  }
  const isBinary = ['ce-specversion', 'ce-id', 'ce-type', 'ce-source'].some((name) => header(headers, name) !== null);
  return isBinary ? openBinary(headers, body) : openStructured(parseJsonBytes(body));
}

function openStructured({ json, repaired }: ParsedJson): CloudEvent {
  const event = read.isObject(json) ? json : null;
  if (event === null || !Object.hasOwn(event, 'specversion')) {
    throw refusal(
      'specversion',
      'expected a CloudEvent, as JSON with specversion or with ce- headers; JSON of another format goes to ' +
        'events.<tenant>.<kind>.<format>',
    );
  }
  const attribute = (name: string) => {
    const value = Object.hasOwn(event, name) ? event[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
  return { ...readAttributes(attribute), data: dataOf(event, attribute('datacontenttype')), repaired };
}

function openBinary(headers: Readonly<Record<string, string>>, body: Uint8Array): CloudEvent {
  const attribute = (name: string) => {
    const value = header(headers, `ce-${name}`);
    return value === null ? null : percentDecoded(value);
  };
  const attributes = readAttributes(attribute);
  requireJson(attribute('datacontenttype') ?? header(headers, 'content-type'));
  const { json, repaired } = parseJsonBytes(body);
  return { ...attributes, data: json, repaired };
}

type Attributes = Omit<CloudEvent, 'data' | 'repaired'>;

function readAttributes(attribute: (name: string) => string | number | null): Attributes {
  const version = attribute('specversion');
  if (version !== SPEC_VERSION && version !== 1) {
    throw refusal(
      'specversion',
      `expected CloudEvents ${SPEC_VERSION}, found ${version === null ? 'none' : `"${version}"`}`,
    );
  }
  const required = (name: string) => {
    const value = attribute(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw refusal(name, `a CloudEvent must have a non-empty text as its ${name}`);
  };
  const tenant = attribute('tenant');
  return {
    id: cleanId(required('id')),
    source: cleanId(required('source'), SOURCE_LIMIT),
    type: cleanId(required('type')),
    time: parseInstant(attribute('time')),
    tenant: typeof tenant === 'string' ? tenant : null,
  };
}

function dataOf(event: JsonObject, contentType: string | number | null): Json {
  const encoded = read.field(event, 'data_base64') ?? null;
  const data = read.field(event, 'data') ?? null;
  if (encoded !== null && data !== null) {
    throw refusal('data_base64', 'a CloudEvent has data or data_base64, not both');
  }
  requireJson(contentType);
  if (encoded === null) {
    if (data === null) throw new Unreadable('not-in-format', 'data', 'expected a CloudEvent with data, found none');
    // Some publishers write their JSON into a text; read as text it could be in no format.
    return typeof data === 'string' ? parseJsonText(data, 'data') : data;
  }
  if (typeof encoded !== 'string') throw refusal('data_base64', 'expected base64 text');
  return parseJsonBytes(Buffer.from(encoded, 'base64'), 'data_base64').json;
}

function requireJson(contentType: string | number | null): void {
  if (contentType === null || contentType === '' || IS_JSON.test(String(contentType))) return;
  const found = read.describe(contentType);
  throw new Unreadable('not-json', 'datacontenttype', `expected data of type application/json, found ${found}`);
}

function header(headers: Readonly<Record<string, string>>, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** A stray % is kept as it stands rather than losing the event to it. */
function percentDecoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function refusal(field: string, detail: string): Unreadable {
  return new Unreadable(
    'not-cloudevent',
    field,
    detail.length > TEXT_LIMITS.refusal ? detail.slice(0, TEXT_LIMITS.refusal) : detail,
  );
}
