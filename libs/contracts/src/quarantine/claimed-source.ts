import type { EventMessage } from '../format/decode.js';
import { SOURCE_LIMIT, cleanText } from '../format/text.js';

/** Longer messages are not read a second time only to learn who sent them. */
const MOST_BYTES = 65_536;

/** Who a message that could not be read says it is from: its CloudEvents source, or a `source` of its JSON. Null: it does not say. */
export function claimedSource({ headers, body }: Pick<EventMessage, 'headers' | 'body'>): string | null {
  const header = headers['ce-source'];
  if (header !== undefined && header.trim() !== '') return cleanText(header, SOURCE_LIMIT);
  if (body.byteLength > MOST_BYTES) return null;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const source = typeof json === 'object' && json !== null ? (json as { source?: unknown }).source : null;
    return typeof source === 'string' && source.trim() !== '' ? cleanText(source, SOURCE_LIMIT) : null;
  } catch {
    return null;
  }
}
