import { createParser, type EventSourceMessage } from 'eventsource-parser';

export interface StreamEnd {
  /** The server's wish for how long to wait before coming back; null when it has none. */
  readonly retryMs: number | null;
  /** What broke it; null when the server ended it properly. */
  readonly cause: Error | null;
}

/** Reads server-sent events until the stream ends, however it ends. `take` answers false to stop reading. */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  take: (message: EventSourceMessage) => boolean,
): Promise<StreamEnd> {
  let retryMs: number | null = null;
  let wanted = true;
  const parser = createParser({
    onEvent: (message) => {
      if (wanted) wanted = take(message);
    },
    onRetry: (ms) => {
      retryMs = ms;
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (!wanted) break;
    }
    return { retryMs, cause: null };
  } catch (error) {
    return { retryMs, cause: error as Error };
  }
}
