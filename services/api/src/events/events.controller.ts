import { type AcceptedBody, ROUTES, formatNamed, hookParams, kindQuery, tenantParams } from '@demarc/contracts';
import { FORMATS } from '@demarc/contracts';
import { KINDS, type Kind } from '@demarc/domain';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ApiConfig } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery, bytesOf, requireMediaType } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { CONFIG } from '../tokens.js';
import { type PublishableEvent, eventsOf, kindOfEvent } from './cloud-event-request.js';
import { EventIntake } from './event-intake.js';

/** Where monitoring systems hand in what they saw. */
@Controller()
export class EventsController {
  constructor(
    @Inject(EventIntake) private readonly intake: EventIntake,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  @Door(ROUTES.sendEvents)
  sendEvents(
    @FromPath(ROUTES.sendEvents) { tenant }: z.output<typeof tenantParams>,
    @FromQuery(ROUTES.sendEvents) query: z.output<typeof kindQuery>,
    @Req() request: FastifyRequest,
  ): Promise<AcceptedBody> {
    return this.intake.take(tenant, null, () => {
      requireEventMediaType(request);
      const kindOf = (event: PublishableEvent) => query.kind ?? kindOfEvent(event) ?? requireReadable(event);
      return eventsOf(request, this.config.DEMARC_MAX_BATCH).map((event) => ({ ...event, kind: kindOf(event) }));
    });
  }

  @Door(ROUTES.sendHook)
  sendHook(
    @FromPath(ROUTES.sendHook) { tenant, format }: z.output<typeof hookParams>,
    @FromQuery(ROUTES.sendHook) query: z.output<typeof kindQuery>,
    @Req() request: FastifyRequest,
  ): Promise<AcceptedBody> {
    return this.intake.take(tenant, format, () => {
      requireMediaType(ROUTES.sendHook, request);
      const headers = { 'content-type': 'application/json' };
      return [{ body: bytesOf(request), headers, at: '', kind: query.kind ?? usualKind(format) }];
    });
  }
}

/** In binary mode the content type is that of the data, and any JSON type will do. */
function requireEventMediaType(request: FastifyRequest): void {
  if (request.headers['ce-specversion'] === undefined) requireMediaType(ROUTES.sendEvents, request);
}

/** A format's first kind is what it mostly carries. */
function usualKind(format: string): Kind {
  const known = formatNamed(format);
  if (known) return known.kinds[0]!;
  const detail = `No format is named ${format}. Known are ${FORMATS.map(({ name }) => name).join(', ')}.`;
  throw new ProblemError('unknown-format', detail, { errors: [{ field: 'format', detail }] });
}

/** Nothing says the kind. Bytes that are no JSON at all are left to the decoder, which says so better. */
function requireReadable({ body, headers, at }: PublishableEvent): Kind {
  const binary = Object.keys(headers).some((name) => name.startsWith('ce-'));
  if (!binary && !isObject(body)) return KINDS[0];
  const detail = `Nothing says the event's kind. Add ?kind=${KINDS.join('|')} or the extension attribute kind.`;
  throw new ProblemError('kind-missing', at ? `Event ${at} of the batch: ${detail}` : detail, {
    errors: [{ field: `${at}kind`, detail }],
  });
}

function isObject(body: Uint8Array): boolean {
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof json === 'object' && json !== null && 'specversion' in json;
  } catch {
    return false;
  }
}
