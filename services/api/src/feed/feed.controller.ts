import { type IncidentMessage, ROUTES, type feedQuery } from '@demarc/contracts';
import { type Access, type Identity, type Party, type Tenants, seesIncident, seesInternal } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { Controller, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Asker, type Looking, Reader } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, LOG } from '../tokens.js';
import { EventStream } from './event-stream.js';
import { type OpenFeed, openFeed } from './incident-feed.js';
import { MOST_OF_ONE, MOST_OF_TENANT, MOST_OPEN, OpenFeeds } from './open-feeds.js';

/** Then a client has to come back, and is asked again who it is: keys are revoked and people leave. */
const LASTS_MS = 10 * 60_000;

const RETRY_AFTER_S = 2;
/** One of theirs has to end first, which the oldest does within ten minutes. */
const RETRY_WHEN_MANY_S = 60;

/** What happens to incidents, live. */
@Controller()
export class FeedController {
  readonly #open = new Set<EventStream>();
  readonly #places = new OpenFeeds();

  constructor(
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.feed)
  async feed(
    @FromQuery(ROUTES.feed) { party = null, tenant = null }: Nullable<z.output<typeof feedQuery>>,
    @Reader() { party: ofReader, access }: Looking,
    @Asker() asker: Identity,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = positionIn(lastEventId);
    const giveBack = this.#placeFor(asker, access);
    const feed = await this.#openOrRefuse({ party, tenants: named(tenant, access), after }).catch((error: unknown) => {
      giveBack();
      throw error;
    });
    reply.hijack();
    const stream = new EventStream(reply.raw, () => {
      this.#open.delete(stream);
      giveBack();
      clearTimeout(end);
      void feed.messages.close();
    });
    const end = setTimeout(() => stream.end(), LASTS_MS).unref();
    this.#open.add(stream);
    stream.begin(feed.position, feed.isReset);
    void this.#pump(feed, stream, (message) => isShown(message, ofReader, access));
  }

  /** Ends every client's feed; each comes back to another process by itself. */
  async close(): Promise<void> {
    for (const stream of this.#open) stream.end();
  }

  /** Answers what gives the place back. It is taken before NATS is asked, so that many at once are counted too. */
  #placeFor(asker: Identity, access: Access): () => void {
    const place = this.#places.take(asker, access);
    if (typeof place === 'function') return place;
    if (place.who === 'everybody') {
      const detail = `${MOST_OPEN} feeds are open here. Try again, or ask another api.`;
      throw new ProblemError('unavailable', detail, { retryAfterS: RETRY_AFTER_S });
    }
    const whose =
      place.who === 'one'
        ? `${MOST_OF_ONE} feeds of yours are open here, as many as one person or key may have`
        : `${MOST_OF_TENANT} feeds of people of ${place.tenant} are open here, as many as one customer's may have`;
    throw new ProblemError('too-many-requests', `${whose}. Close one, or try again later.`, {
      retryAfterS: RETRY_WHEN_MANY_S,
    });
  }

  async #openOrRefuse(request: Parameters<typeof openFeed>[1]): Promise<OpenFeed> {
    try {
      return await openFeed(this.bus, request);
    } catch (cause) {
      throw new ProblemError(
        'unavailable',
        'The feed cannot be read from NATS right now. Try again.',
        { retryAfterS: RETRY_AFTER_S },
        { cause },
      );
    }
  }

  async #pump({ messages }: OpenFeed, stream: EventStream, shown: (message: string) => boolean): Promise<void> {
    try {
      for await (const message of messages) {
        const what = message.subject.slice(message.subject.lastIndexOf('.') + 1);
        const text = message.string();
        if (shown(text)) await stream.send(message.seq, what, text);
        if (!stream.open) break;
      }
    } catch (error) {
      this.log.warn({ err: error }, 'a feed broke; its client comes back by itself');
    }
    stream.end();
  }
}

/** The guard has let in nobody who named a tenant that they do not reach. */
const named = (tenant: string | null, { tenants }: Access): Tenants => (tenant === null ? tenants : [tenant]);

/** The stream has everybody's messages, and no policy of the database is in between. */
function isShown(text: string, party: Party, access: Access): boolean {
  const seesAll = seesInternal(party) && access.tenants === 'all' && access.seesSecurity;
  // Looked for in the text first, since nearly no message is for one party alone.
  if (seesAll && !text.includes('"onlyFor":')) return true;
  const { incident, onlyFor = party } = JSON.parse(text) as IncidentMessage;
  return onlyFor === party && seesIncident(party, access, incident);
}

type Nullable<T> = { readonly [Name in keyof T]: Exclude<T[Name], undefined> | null | undefined };

function positionIn(lastEventId: string | undefined): number | null {
  if (lastEventId === undefined || lastEventId === '') return null;
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  const detail = `Last-Event-ID must be the id of an event of this feed; found "${lastEventId.slice(0, 40)}".`;
  throw new ProblemError('invalid-parameter', detail, { errors: [{ field: 'Last-Event-ID', detail }] });
}
