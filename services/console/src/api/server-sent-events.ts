export interface ServerSentEvent {
  readonly id: string;
  /** What happened; null: the server says only where one is. */
  readonly event: string | null;
  readonly data: string;
}

/**
 * Reads an event stream until it ends. `EventSource` would do as well, but it cannot tell a session that ended from a
 * line that broke, and wants each event's name in advance. Throws when nothing came for `silenceMs`, not even a sign of
 * life: a line that broke while the computer slept says nothing of it, and would be waited at for ever.
 */
export async function readServerSentEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  silenceMs: number,
  tell: (event: ServerSentEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await readWithin(reader, silenceMs);
    if (done) return;
    text += value;
    let end = text.indexOf('\n\n');
    while (end !== -1) {
      const event = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) tell(event);
      end = text.indexOf('\n\n');
    }
  }
}

async function readWithin<Chunk>(reader: ReadableStreamDefaultReader<Chunk>, silenceMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${silenceMs} ms`)), silenceMs);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Null for a block without an id: a comment that keeps the line open. */
function eventOf(block: string): ServerSentEvent | null {
  let id: string | null = null;
  let event: string | null = null;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) id = line.slice(4);
    else if (line.startsWith('event: ')) event = line.slice(7);
    else if (line.startsWith('data: ')) data.push(line.slice(6));
  }
  return id === null ? null : { id, event, data: data.join('\n') };
}
