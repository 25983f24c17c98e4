import { AREAS, DEVICE_CLASSES, INCIDENT_STATES, KINDS, PARTIES, QUEUES, SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { moment, momentGiven, pageOf, pageQuery, plainText, several, someText, tenantName } from './field.js';
import { seenByQuery } from './seen-by.js';
import { mutedView } from './silence-bodies.js';

/** `severity`: A first, the oldest of each first. `nextDueAt`: what is due soonest first, what is never due last. */
export const INCIDENT_SORTS = [
  '-openedAt',
  'openedAt',
  '-lastActivityAt',
  'lastActivityAt',
  'severity',
  'nextDueAt',
] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];
export const USUAL_SORT: IncidentSort = '-openedAt';

/** What has not left its queue. */
export const OPEN_STATES = INCIDENT_STATES.filter((state) => state !== 'resolved');

/** Whoever asks, and nobody, where a filter names a person. */
export const [ME, NOBODY] = ['@me', '@nobody'];

const MOST_MINUTES_AHEAD = 43_200;

/** Only those that are so, or only those that are not. A word in an address, and as good as one in JSON. */
const whether = (what: string) =>
  z
    .union([z.enum(['true', 'false']), z.boolean()])
    .transform((answer) => String(answer) === 'true')
    .optional()
    .describe(what);

/** What a list is narrowed to and how it is sorted: all that a saved view keeps of a list. */
export const incidentFilter = z.object({
  queue: z.enum(QUEUES).optional(),
  party: z.enum(PARTIES).optional(),
  tenant: tenantName.optional(),
  state: several(z.enum(INCIDENT_STATES)),
  severity: several(z.enum(SEVERITIES)),
  kind: several(z.enum(KINDS)),
  area: several(z.enum(AREAS)),
  assignee: someText(200).optional().describe(`who works on it; \`${ME}\` is who asks, \`${NOBODY}\` nobody`),
  offeredTo: several(z.enum(QUEUES)).describe('handed to one of these teams, which has not answered yet'),
  dueWithinMinutes: z.coerce
    .number<string | number>()
    .int()
    .min(0)
    .max(MOST_MINUTES_AHEAD)
    .optional()
    .describe('something is due by then, or is late'),
  openedFrom: momentGiven.optional(),
  openedUntil: momentGiven.optional().describe('and not at that moment itself'),
  acknowledgedFrom: momentGiven
    .optional()
    .describe('taken up then or later by who has it; not what was opened again or handed over since'),
  acknowledgedUntil: momentGiven.optional().describe('and not at that moment itself'),
  resolvedFrom: momentGiven.optional().describe('resolved then or later; not what was opened again since'),
  resolvedUntil: momentGiven.optional().describe('and not at that moment itself'),
  device: z.enum(DEVICE_CLASSES).optional().describe('the class of its device by which it is decided now'),
  clause: someText(60).optional().describe('by which it is decided now'),
  named: several(someText(200)).describe(
    'a device that its events name by one of these: an id, a serial number or a name, each whole',
  ),
  source: someText(200).optional().describe('whose event opened it'),
  breached: whether('a clock of it ran out'),
  snoozed: whether('it is out of the way until a time'),
  linked: whether('it is linked with another incident, such as the other half of one attack'),
  review: whether('a person should look at its decision'),
  provisional: whether('it is decided again when the directory learns more'),
  q: plainText(200)
    .optional()
    .describe(
      'words of the title, of what it is about, of names and ids of its devices and users, of its reference, source ' +
        'and events: each by its beginning, in any order; "in quotes" as they stand',
    ),
  sort: z.enum(INCIDENT_SORTS).optional().describe(`default: ${USUAL_SORT}, newest first`),
});
export type IncidentFilterGiven = z.input<typeof incidentFilter>;

export const incidentQuery = pageQuery
  .extend(incidentFilter.shape)
  .extend(seenByQuery.shape)
  .extend({
    view: someText(80)
      .optional()
      .describe(
        'a saved view, your own or that of `queue`, or a usual one; other parameters take the place of those it has',
      ),
  })
  .refine(({ view, seenBy }) => view === undefined || seenBy === undefined, {
    path: ['view'],
    message: 'is a view of your own, and with seenBy you see as somebody else: give its filters instead',
  });
export type IncidentQuery = z.infer<typeof incidentQuery>;

/** An incident of a list, with what keeps its notices back; that another incident explains it is said in its detail. */
export const listedIncident = incidentView.extend({ muted: mutedView.nullable() });
export const incidentPage = pageOf(listedIncident);

export const queueView = z
  .object({
    queue: z.enum(QUEUES),
    party: z.enum(PARTIES),
    counts: z
      .object({ new: z.int(), acknowledged: z.int(), waiting: z.int() })
      .describe('open incidents by state; a resolved one has left its queue'),
    unacknowledged: z.int(),
    breached: z.int().describe('open ones of which a clock ran out'),
    snoozed: z.int(),
    offered: z.int().describe('what others offer to it'),
    oldestOpenedAt: moment.nullable().describe('when the oldest open incident was opened'),
  })
  .meta({ id: 'Queue' });
export type QueueView = z.infer<typeof queueView>;
export const queueList = z.object({ items: z.array(queueView) });
export const queueQuery = seenByQuery.extend({ tenant: tenantName.optional() });
