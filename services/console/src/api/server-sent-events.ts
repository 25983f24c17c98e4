export interface ServerSentEvent {
  readonly id: string;
  readonly data: string;
}

/**
 * Reads an event stream until it ends. `EventSource` would do as well, but it cannot tell a session that ended from a
 * line that broke, and wants each event's name in advance.
 */
export async function readServerSentEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (event: ServerSentEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
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

/** Null for a block without an id: a comment that keeps the line open. */
function eventOf(block: string): ServerSentEvent | null {
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) id = line.slice(4);
    else if (line.startsWith('data: ')) data.push(line.slice(6));
  }
  return id === null ? null : { id, data: data.join('\n') };
}
