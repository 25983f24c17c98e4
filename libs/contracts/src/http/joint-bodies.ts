import { INCIDENT_STATES, PARTIES, QUEUES, SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';
import { timelineEntry } from './timeline-bodies.js';

/** Another incident about the same attack or trouble, such as the other party's half of one event. */
export const linkedView = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    party: z.enum(PARTIES),
    queue: z.enum(QUEUES),
    state: z.enum(INCIDENT_STATES),
    severity: z.enum(SEVERITIES),
    about: z.string().nullable(),
    because: z.string(),
  })
  .meta({ id: 'LinkedIncident' });
export type LinkedView = z.infer<typeof linkedView>;

const jointIncident = linkedView.omit({ because: true }).extend({
  title: z.string(),
  assignee: z.string().nullable(),
  devices: z.array(z.string()).describe('names of the devices of this half'),
  openedAt: moment,
  acknowledgedAt: moment.nullable(),
  resolvedAt: moment.nullable(),
  changedAt: moment.describe('when anything last happened to it'),
});

/** What both parties have of one attack or trouble. */
export const jointView = z.object({
  incidents: z.array(jointIncident).describe('oldest first'),
  timeline: z
    .array(timelineEntry.extend({ reference: z.string(), held: z.enum(PARTIES).describe('who holds that incident') }))
    .describe('of all of them in one order of time; of a long one the newest part'),
});
export type JointView = z.infer<typeof jointView>;
