import { MAX_HEADER_BYTES } from './message-bounds.js';

/** The attributes of a CloudEvent, what its content is, and by what a publisher finds its message again. */
const READ = /^(?:ce-[a-z\d]{1,64}|content-type|nats-msg-id)$/;

type Headers = Readonly<Record<string, string>>;

/**
 * The headers of a message, names in lower case, that Demarc reads; of all others nothing is kept, since they would be
 * kept with every row of it. They are cut to {@link MAX_HEADER_BYTES}; the decoder refuses a message with more.
 */
export function keptHeaders(headers: Headers): Headers {
  let room = MAX_HEADER_BYTES;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!READ.test(name)) continue;
    room -= bytesOf(name, value);
    if (room < 0) break;
    kept[name] = value;
  }
  return kept;
}

/** How much of a message's headers Demarc reads, in bytes. */
export function readHeaderBytes(headers: Headers): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + (READ.test(name) ? bytesOf(name, value) : 0), 0);
}

const bytesOf = (name: string, value: string): number => name.length + Buffer.byteLength(value);
