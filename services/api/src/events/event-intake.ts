import { type AcceptedBody, decodeMessage, subjectOf } from '@demarc/contracts';
import type { Kind } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { problemOfError } from '../door/problem-of-error.js';
import { CLOCK, LOG } from '../tokens.js';
import type { PublishableEvent } from './cloud-event-request.js';
import { EventPublisher } from './event-publisher.js';
import { type RefusedEvent, refusalProblem } from './refusal-problem.js';
import { TenantDirectory } from './tenant-directory.js';
import { WaitingRoom } from './waiting-room.js';

export interface IntakeEvent extends PublishableEvent {
  readonly kind: Kind;
}

/** From a request to the stream: read each event as the router will, refuse what it would refuse, publish the rest. */
@Injectable()
export class EventIntake {
  readonly #events: Counter<'outcome'>;

  constructor(
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(EventPublisher) private readonly publisher: EventPublisher,
    @Inject(WaitingRoom) private readonly room: WaitingRoom,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(Registry) registry: Registry,
  ) {
    this.#events = new Counter({
      name: 'demarc_api_events_total',
      help: 'Messages by what became of them: accepted, duplicate, or the problem they were refused with.',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  /** All of a request's events or none. Throws the problem of what is wrong. */
  async take(tenant: string, format: string | null, read: () => readonly IntakeEvent[]): Promise<AcceptedBody> {
    try {
      const known = await this.tenants.including(tenant);
      this.room.requireRoom(tenant);
      const receivedAt = this.clock.now();
      const refused: RefusedEvent[] = [];
      const outgoing = read().map(({ body, headers, kind, at }) => {
        const subject = subjectOf.event(tenant, kind, format ?? undefined);
        this.publisher.requireSize({ body, headers }, at);
        const decoded = decodeMessage({ subject, headers, body, receivedAt }, known);
        if (!decoded.ok) refused.push({ ...decoded, at });
        return { subject, headers, body, eventIds: decoded.ok ? decoded.events.map((event) => event.id) : [] };
      });
      if (refused.length > 0) throw refusalProblem(refused);
      const published = await this.publisher.publish(outgoing);
      const accepted = published.map((answer, index) => ({ ...answer, eventIds: outgoing[index]!.eventIds }));
      for (const { messageId, eventIds, duplicate } of accepted) {
        this.#events.inc({ outcome: duplicate ? 'duplicate' : 'accepted' });
        this.log.info({ tenant, messageId, eventIds, duplicate }, 'event accepted');
      }
      return { accepted };
    } catch (error) {
      const { code, message } = problemOfError(error, { asked: `the door of ${tenant}` });
      this.#events.inc({ outcome: code });
      this.log.info({ tenant, format, code, detail: message }, 'event refused');
      throw error;
    }
  }
}
