import { AREAS, INCIDENT_STATES, KINDS, PARTIES, QUEUES, SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { moment, pageOf, pageQuery, plainText, several, tenantName } from './field.js';

/** `severity`: A first, the oldest of each first. `-openedAt`, newest first, is the default. */
export const INCIDENT_SORTS = ['-openedAt', 'openedAt', '-lastActivityAt', 'lastActivityAt', 'severity'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

export const incidentQuery = pageQuery.extend({
  queue: z.enum(QUEUES).optional(),
  party: z.enum(PARTIES).optional(),
  tenant: tenantName.optional(),
  state: several(z.enum(INCIDENT_STATES)),
  severity: several(z.enum(SEVERITIES)),
  kind: several(z.enum(KINDS)),
  area: several(z.enum(AREAS)),
  assignee: plainText(200).optional(),
  review: z.literal('true').optional().describe('only those whose decision a person should look at'),
  provisional: z
    .literal('true')
    .optional()
    .describe('only those that are decided again when the directory learns more'),
  q: plainText(200).optional().describe('part of the title or of what it is about, or the beginning of the reference'),
  sort: z.enum(INCIDENT_SORTS).default('-openedAt'),
});
export type IncidentQuery = z.infer<typeof incidentQuery>;

export const incidentPage = pageOf(incidentView);

export const queueView = z
  .object({
    queue: z.enum(QUEUES),
    party: z.enum(PARTIES),
    counts: z
      .object({ new: z.int(), acknowledged: z.int() })
      .describe('open incidents by state; a resolved one has left its queue'),
    unacknowledged: z.int(),
    oldestOpenedAt: moment.nullable().describe('when the oldest open incident was opened'),
  })
  .meta({ id: 'Queue' });
export type QueueView = z.infer<typeof queueView>;
export const queueList = z.object({ items: z.array(queueView) });
export const queueQuery = z.object({ tenant: tenantName.optional() });
