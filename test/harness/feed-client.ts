import type { IncidentMessage } from '@demarc/contracts';
import { signedIn } from './people.js';
import { ReceivedLog } from './received-log.js';

export interface FeedEvent {
  readonly id: string;
  /** Empty for the first block, which only tells where the feed begins. */
  readonly event: string;
  /** Null only for that first block. */
  readonly data: IncidentMessage | null;
}

/** A client of the live feed that keeps what it saw. */
export interface FeedClient extends ReceivedLog<FeedEvent> {
  readonly lastEventId: () => string;
  leave(): void;
}

export interface Following {
  readonly lastEventId?: string;
  /** As {@link signedIn} takes them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** Opens the feed, and resolves once the server has said where it begins. */
export async function followFeed(
  apiUrl: string,
  { lastEventId, headers: given = {}, query = '' }: Following = {},
): Promise<FeedClient> {
  const going = new AbortController();
  const headers = await signedIn({ ...given, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) });
  const response = await fetch(`${apiUrl}/v1/feed${query}`, { headers, signal: going.signal });
  if (!response.ok) throw new Error(`the feed was answered ${response.status}: ${await response.text()}`);
  const log = new ReceivedLog<FeedEvent>('feed events');
  void read(response, log).catch((error: unknown) => {
    if (!going.signal.aborted) throw error;
  });
  await log.waitFor(({ event }) => event === '');
  return Object.assign(log, {
    lastEventId: () => log.received.at(-1)!.id,
    leave: () => going.abort(),
  });
}

async function read(response: Response, log: ReceivedLog<FeedEvent>): Promise<void> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/, 2) as [string, string]));
      if (fields['id'] === undefined) continue;
      const data = fields['data'] === undefined ? null : (JSON.parse(fields['data']) as IncidentMessage);
      log.add({ id: fields['id'], event: fields['event'] ?? '', data });
    }
  }
}
