import { setTimeout as pause } from 'node:timers/promises';
import { ROUTES, subjectOf } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import type { DemoApi } from './demo-api.js';
import type { DemoClock } from './demo-clock.js';
import type { FeedItem } from './feed/feed-item.js';

/** Whoever sends what monitoring systems would: somebody who may for every customer. */
const SENDER = 'soc-lead';
const ACKNOWLEDGED_WITHIN_MS = 5_000;

export interface FeedStage {
  readonly api: DemoApi;
  readonly natsUrl: string;
  readonly clock: DemoClock;
}

/** Sends the feed's messages at their times; those whose time is over go at once, in order. */
export async function playFeed(feed: readonly FeedItem[], { api, natsUrl, clock }: FeedStage): Promise<void> {
  for (const item of feed) {
    // Not referenced: a supervisor that stops must not wait for what the feed would still have said.
    await pause(clock.untilMs(item.atS, new Date()), undefined, { ref: false });
    if (!item.misdirected) await send(item, api);
    else if (!(await isQuarantined(item, api))) await publishPastTheDoor(item, natsUrl);
  }
}

async function send({ tenant, format, kind, body }: FeedItem, api: DemoApi): Promise<void> {
  await api.call(ROUTES.sendHook, { as: SENDER, params: { tenant, format }, query: { kind }, body });
}

/** The quarantine keeps a message each time it comes: an earlier run's is enough. */
async function isQuarantined({ tenant }: FeedItem, api: DemoApi): Promise<boolean> {
  const { items } = await api.call(ROUTES.listQuarantine, {
    as: SENDER,
    query: { tenant, reason: 'wrong-tenant', limit: 1 },
  });
  return items.length > 0;
}

/** Over HTTP a message for the wrong tenant is refused at the door; over NATS there is no door, only the quarantine. */
async function publishPastTheDoor({ tenant, kind, format, body }: FeedItem, natsUrl: string): Promise<void> {
  const connection = await connectBus(natsUrl, 'demarc-demonstration', process.env);
  try {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const msgID = `demonstration ${tenant} misdirected`;
    await publisherOf(connection, ACKNOWLEDGED_WITHIN_MS).publish(subjectOf.event(tenant, kind, format), bytes, {
      msgID,
    });
  } finally {
    await connection.close();
  }
}
