import type { Json } from '@demarc/contracts';

/** One message of a file, its bytes as they stand there. */
export interface MessageToSend {
  /** `alerts.ndjson:3`; the file alone when it is one message. */
  readonly from: string;
  readonly bytes: Uint8Array;
  /** Undefined when it is no JSON: the API says why, with the field at fault. */
  readonly json: Json | undefined;
}

/**
 * The messages of a file: the whole, or each line of NDJSON, which is known by the file's ending or, in standard
 * input, by being no JSON as a whole while each line is some.
 */
export function messagesToSend(file: string, bytes: Uint8Array): readonly MessageToSend[] {
  const whole = parsed(bytes);
  if (whole !== undefined && !isNdjsonName(file)) return [{ from: file, bytes, json: whole }];
  const lines = new TextDecoder().decode(bytes).split('\n');
  const messages = lines.flatMap((line, index) => {
    const text = line.trim();
    if (text === '') return [];
    const ofLine = new TextEncoder().encode(text);
    return [{ from: `${file}:${index + 1}`, bytes: ofLine, json: parsed(ofLine) }];
  });
  const isNdjson = isNdjsonName(file) || (messages.length > 1 && messages.every(({ json }) => json !== undefined));
  return isNdjson ? messages : [{ from: file, bytes, json: whole }];
}

function isNdjsonName(file: string): boolean {
  return /\.(?:ndjson|jsonl)$/i.test(file);
}

function parsed(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes).replace(/^\uFEFF/, '')) as Json;
  } catch {
    return undefined;
  }
}
