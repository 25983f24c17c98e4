import { CLOUDEVENT_BATCH_MEDIA_TYPE, formatOfType } from '@demarc/contracts';
import { KINDS, type Kind } from '@demarc/domain';
import type { FastifyRequest } from 'fastify';
import { bytesOf, jsonOf, mediaTypeOf } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { elementsOf } from './elements-of.js';

/** One CloudEvent of a request, as it will be published: its own bytes, and the headers that belong to it. */
export interface PublishableEvent {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** Names the event in errors: '' or `[3]` of a batch. */
  readonly at: string;
}

const CLOUDEVENT_HEADER = /^ce-[a-z\d]+$/;

/** Takes a request apart into its events. Throws `not-json`, `invalid-content` or `too-large`. */
export function eventsOf(request: FastifyRequest, maxBatch: number): PublishableEvent[] {
  const body = bytesOf(request);
  if (mediaTypeOf(request) !== CLOUDEVENT_BATCH_MEDIA_TYPE) return [{ body, headers: headersOf(request), at: '' }];
  const batch = jsonOf(request);
  if (!Array.isArray(batch)) throw invalid('invalid-content', 'A batch is a JSON array of CloudEvents.');
  if (batch.length > maxBatch) {
    throw invalid(
      'too-large',
      `The batch has ${batch.length} events; at most ${maxBatch} are taken at once. Send it in parts.`,
    );
  }
  const headers = { 'content-type': 'application/cloudevents+json' };
  return elementsOf(body).map((element, index) => ({ body: element, headers, at: `[${index}]` }));
}

/** The kind that an event says it is of, else the only one its format has; null when nothing says it. */
export function kindOfEvent({ body, headers, at }: PublishableEvent): Kind | null {
  const attributes = attributesOf(body, headers);
  const { kind, type } = attributes;
  if (kind !== undefined && kind !== null) {
    if (typeof kind === 'string' && isKind(kind)) return kind;
    const detail = `the extension attribute kind is ${JSON.stringify(kind)?.slice(0, 60)}; expected security, operational or change`;
    throw new ProblemError('kind-missing', `${at} ${detail}`.trim(), { errors: [{ field: `${at}kind`, detail }] });
  }
  const format = typeof type === 'string' ? formatOfType(type) : null;
  return format?.kinds.length === 1 ? format.kinds[0]! : null;
}

/** Only a look: whether it is a CloudEvent at all is the decoder's to say. */
function attributesOf(body: Uint8Array, headers: Readonly<Record<string, string>>): { kind?: unknown; type?: unknown } {
  if (Object.keys(headers).some((name) => name.startsWith('ce-')))
    return { kind: headers['ce-kind'], type: headers['ce-type'] };
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}

function headersOf(request: FastifyRequest): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'content-type' || CLOUDEVENT_HEADER.test(name)) kept[name] = String(value);
  }
  return kept;
}

function invalid(code: 'invalid-content' | 'too-large', detail: string): ProblemError {
  return new ProblemError(code, detail, { errors: [{ field: null, detail }] });
}

function isKind(word: string): word is Kind {
  return KINDS.some((kind) => kind === word);
}
