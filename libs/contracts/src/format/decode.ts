import { type AreaRule, type Instant, KINDS, type Kind, PROVIDER, type SourceEvent } from '@demarc/domain';
import { readHeaderBytes } from '../bus/kept-headers.js';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from '../bus/message-bounds.js';
import { type CloudEvent, openCloudEvent } from './cloud-event.js';
import {
  type EventFormat,
  type FormatContext,
  type Json,
  type Parsed,
  type QuarantineReason,
  Unreadable,
} from './format.js';
import { parseJsonBytes } from './json.js';
import { requireNothingReserved } from './reserved.js';
import { formatNamed, FORMATS, formatOfType, NATIVE_FORMAT } from './registry.js';
import { type KnownTenant, requireEntraTenant, requireTenant } from './tenant-claim.js';
import { cleanText, TEXT_LIMITS } from './text.js';

/** A message as it lies in the `EVENTS` stream, or would: the api asks {@link decodeMessage} before it publishes. */
export interface EventMessage {
  /**
   * `events.<tenant>.<kind>` carries a CloudEvent, `events.<tenant>.<kind>.<format>` the source's own JSON, and
   * `events.microsoft.<kind>.<format>.<tenant>` what the service itself says about a tenant.
   */
  readonly subject: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
  /** The format of a CloudEvent's data, whatever its `type` says. */
  readonly dataFormat?: string;
}

export interface DecodedEvents {
  readonly ok: true;
  readonly tenant: string;
  readonly kind: Kind;
  readonly format: string;
  /** One or more. */
  readonly events: readonly SourceEvent[];
}

export interface Refusal {
  readonly ok: false;
  /** The tenant of the subject when it is a known one: only then may anyone of that tenant see the refusal. */
  readonly tenant: string | null;
  readonly reason: QuarantineReason;
  /** The field at fault, as a path into the message; null: the whole. */
  readonly field: string | null;
  readonly detail: string;
}

export type Decoded = DecodedEvents | Refusal;

const NO_RULES: readonly AreaRule[] = [];
const INVALID_UTF8 = 'the message was not valid UTF-8: unreadable bytes are shown as U+FFFD';

/**
 * Turns a message into events. Pure, and never throws whatever the bytes: what cannot be read is a {@link Refusal},
 * and a mistake of a parser is the refusal `processing-failed`. `tenants` is keyed by the tenant's name in subjects.
 */
export function decodeMessage(message: EventMessage, tenants: ReadonlyMap<string, KnownTenant>): Decoded {
  let tenant: string | null = null;
  try {
    const tokens = readTokens(message.subject);
    const known = tenants.get(tokens.tenant);
    if (!known) throw new Unreadable('unknown-tenant', 'subject', `no tenant is named ${tokens.tenant}`);
    // From here on the refusal is the tenant's own to see, whatever else is wrong with its subject.
    tenant = tokens.tenant;
    const address = readAddress(tokens);
    if (message.body.byteLength > MAX_BODY_BYTES) {
      const size = message.body.byteLength;
      throw new Unreadable('too-large', null, `the message has ${size} bytes; at most ${MAX_BODY_BYTES} are read`);
    }
    const headerBytes = readHeaderBytes(message.headers);
    if (headerBytes > MAX_HEADER_BYTES) {
      const detail = `its headers have ${headerBytes} bytes; at most ${MAX_HEADER_BYTES} are read`;
      throw new Unreadable('too-large', null, detail);
    }
    const decoded = decodeFor({ ...known, name: tenant }, address, message);
    if (!tokens.isOwn) requireNothingReserved(decoded.events);
    return decoded;
  } catch (cause) {
    return refusal(tenant, cause);
  }
}

interface Tokens {
  readonly tenant: string;
  readonly kind: string;
  readonly format: string | undefined;
  /** The service says it itself. */
  readonly isOwn: boolean;
}

interface Address {
  readonly kind: Kind;
  readonly format: EventFormat | null;
}

function readTokens(subject: string): Tokens {
  const [root, tenant = '', kind, format, about, ...rest] = subject.split('.');
  const isOwn = tenant === PROVIDER;
  const isTooLong = rest.length > 0 || (about !== undefined && !isOwn);
  if (root !== 'events' || tenant === '' || kind === undefined || format === '' || isTooLong) {
    throw new Unreadable('bad-subject', 'subject', `expected events.<tenant>.<kind>[.<format>], found ${subject}`);
  }
  return { tenant: about ?? tenant, kind, format, isOwn };
}

function readAddress({ kind, format: name }: Tokens): Address {
  if (!isKind(kind)) {
    throw new Unreadable('bad-subject', 'subject', `expected one of the kinds ${KINDS.join(', ')}, found ${kind}`);
  }
  if (name === undefined) return { kind, format: null };
  return { kind, format: requireFormat(name) };
}

function requireFormat(name: string): EventFormat {
  const format = formatNamed(name);
  if (format) return format;
  const known = FORMATS.map((candidate) => candidate.name).join(', ');
  throw new Unreadable('unknown-format', 'subject', `no format is named ${name}; known are ${known}`);
}

function decodeFor(tenant: KnownTenant, { kind, format }: Address, message: EventMessage): DecodedEvents {
  const { name, areaRules = NO_RULES } = tenant;
  const context = { tenant: name, kind, areaRules, receivedAt: message.receivedAt };
  if (format) {
    const { json, repaired } = parseJsonBytes(message.body);
    return settle(tenant, format, parse(format, json, { ...context, envelope: null }), kind, repaired);
  }
  const event = openCloudEvent(message.headers, message.body);
  if (event.tenant !== null) requireTenant(tenant, event.tenant, 'tenant');
  const envelope = { source: event.source, id: event.id, time: event.time };
  const found = parseData(event, { ...context, envelope }, message.dataFormat);
  return settle(tenant, found.format, found.parsed, kind, event.repaired);
}

function parse(format: EventFormat, json: Json, context: FormatContext): Parsed {
  if (!format.kinds.includes(context.kind)) {
    const kinds = format.kinds.join(', ');
    throw new Unreadable('bad-subject', 'subject', `${format.name} is of kind ${kinds}, not ${context.kind}`);
  }
  return format.parse(json, context);
}

function parseData(
  event: CloudEvent,
  context: FormatContext,
  dataFormat: string | undefined,
): { format: EventFormat; parsed: Parsed } {
  const format = dataFormat === undefined ? formatOfType(event.type) : requireFormat(dataFormat);
  if (format) return { format, parsed: parse(format, event.data, context) };
  try {
    return { format: NATIVE_FORMAT, parsed: parse(NATIVE_FORMAT, event.data, context) };
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    const known = FORMATS.flatMap((candidate) => candidate.cloudEventTypes).join(', ');
    throw new Unreadable(
      'unknown-format',
      'type',
      `no format knows the type ${cleanText(event.type, TEXT_LIMITS.name)}, and the data is no incident report ` +
        `(${cause.message}); known types are ${known}`,
    );
  }
}

function settle(
  tenant: KnownTenant,
  format: EventFormat,
  parsed: Parsed,
  kind: Kind,
  repaired: boolean,
): DecodedEvents {
  for (const claimed of parsed.claimedTenantIds) requireEntraTenant(tenant, claimed, 'tenantId');
  for (const claimed of parsed.claimedTenants) requireTenant(tenant, claimed, 'tenant');
  const events = repaired
    ? parsed.events.map((event) => ({ ...event, remarks: [...event.remarks, INVALID_UTF8] }))
    : parsed.events;
  return { ok: true, tenant: tenant.name, kind, format: format.name, events };
}

function refusal(tenant: string | null, cause: unknown): Refusal {
  const message = cleanText(cause instanceof Error ? cause.message : String(cause), TEXT_LIMITS.refusal);
  if (!(cause instanceof Unreadable)) {
    return { ok: false, tenant, reason: 'processing-failed', field: null, detail: `the parser failed: ${message}` };
  }
  const field = cause.field === null ? null : cleanText(cause.field, TEXT_LIMITS.path);
  return { ok: false, tenant, reason: cause.reason, field, detail: message };
}

function isKind(word: string): word is Kind {
  return KINDS.some((kind) => kind === word);
}
