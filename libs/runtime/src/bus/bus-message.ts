import { type Instant, instantOf } from '@demarc/domain';
import type { JsMsg } from '@nats-io/jetstream';
import type { MsgHdrs } from '@nats-io/transport-node';

/** A message as handlers see it: no way to acknowledge it, that is the transport's. */
export interface BusMessage {
  readonly subject: string;
  /** Header names in lower case; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When JetStream stored it. */
  readonly publishedAt: Instant;
  /** Which stream, with the time it was made: one that is made anew counts from 1 again. */
  readonly stream: string;
  readonly streamSeq: number;
  /** 1 the first time. */
  readonly deliveries: number;
}

const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});
const NS_PER_MS = 1_000_000;

export function busMessageOf(message: JsMsg, stream: string): BusMessage {
  return {
    subject: message.subject,
    headers: headersOf(message.headers),
    body: message.data,
    publishedAt: instantOf(Math.floor(message.info.timestampNanos / NS_PER_MS)),
    stream,
    streamSeq: message.info.streamSequence,
    deliveries: message.info.deliveryCount,
  };
}

export function headersOf(headers: MsgHdrs | undefined): Readonly<Record<string, string>> {
  if (!headers) return NO_HEADERS;
  return Object.fromEntries(headers.keys().map((key) => [key.toLowerCase(), headers.get(key)]));
}
