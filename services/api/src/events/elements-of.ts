const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\,[]{}');

/**
 * The elements of a JSON array, each byte for byte as it stands in it: a batch is published event by event, and writing
 * its events anew would change numbers, escapes and repeated keys. Expects bytes that have been parsed as an array.
 */
export function elementsOf(array: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  let depth = 0;
  let inText = false;
  let start = 0;
  for (let at = 0; at < array.length; at += 1) {
    const byte = array[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) {
      inText = true;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth -= 1;
      if (depth === 0) elements.push(trimmed(array.subarray(start, at)));
    } else if (byte === COMMA && depth === 1) {
      elements.push(trimmed(array.subarray(start, at)));
      start = at + 1;
    }
  }
  // The brackets of an empty array have nothing between them.
  return elements.length === 1 && elements[0]!.length === 0 ? [] : elements;
}

const SPACE = new Set(Buffer.from(' \t\r\n'));

function trimmed(bytes: Buffer): Buffer {
  let [from, to] = [0, bytes.length];
  while (from < to && SPACE.has(bytes[from]!)) from += 1;
  while (to > from && SPACE.has(bytes[to - 1]!)) to -= 1;
  return bytes.subarray(from, to);
}
