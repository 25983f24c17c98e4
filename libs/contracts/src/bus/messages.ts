import {
  AREAS,
  CONTACT_SLOTS,
  INCIDENT_STATES,
  KINDS,
  NOTICE_KINDS,
  type NoticeDetails,
  PARTIES,
  QUEUES,
  REVIEW_REASONS,
  SEVERITIES,
  SOURCE_SEVERITIES,
} from '@demarc/domain';
import { z } from 'zod';
import { askedActionView, dueView, escalationView, offerView, snoozeView } from './desk-view.js';

const clocks = z.object({
  firstResponseMinutes: z.int(),
  updateMinutes: z.int(),
  hours: z.enum(['24x7', 'support-hours']),
});

/** A person's word on whether an incident may impact the service. */
const serviceImpactFlag = z.object({
  impact: z.enum(['yes', 'no']),
  by: z.string(),
  at: z.string(),
});

/**
 * An incident as other systems see it: on `incidents.<party>.<tenant>.<what>`, in notices and over HTTP. What else the
 * domain knows of it is left out by `incidentViewOf`.
 */
export const incidentView = z.object({
  id: z.uuid(),
  tenant: z.string(),
  reference: z.string(),
  state: z.enum(INCIDENT_STATES),
  party: z.enum(PARTIES),
  queue: z.enum(QUEUES),
  decidedQueue: z.enum(QUEUES).describe('who answers for it by the policy; another than `queue` after a handover'),
  kind: z.enum(KINDS),
  area: z.enum(AREAS),
  severity: z.enum(SEVERITIES),
  sourceSeverity: z.enum(SOURCE_SEVERITIES),
  title: z.string(),
  about: z.string().nullable(),
  source: z.string(),
  correlationKey: z.string(),
  clauseId: z.string(),
  policyVersion: z.string(),
  provisional: z.boolean(),
  review: z.array(z.enum(REVIEW_REASONS)).readonly().describe('why a person should look at the decision'),
  decisionId: z.uuid().describe('the decision on which custody rests now; its receipt says why'),
  informed: z.enum(QUEUES).nullable().describe("the other party's team that was told; null: nobody had to be"),
  clocks: clocks.nullable().describe('null: no service level runs'),
  serviceImpactFlag: serviceImpactFlag.nullable(),
  linked: z.array(z.uuid()).readonly().describe('incidents about the same attack or trouble'),
  assignee: z.string().nullable(),
  offer: offerView.nullable(),
  refusals: z.int().describe('offers that were refused since custody moved last'),
  disputedAt: z.string().nullable().describe('since when managers have to say who has it'),
  snoozed: snoozeView.nullable(),
  waiting: askedActionView.nullable(),
  internal: z.boolean().describe('raised by the service itself and not shown to the customer yet'),
  mergedInto: z.uuid().nullable(),
  escalation: escalationView.nullable(),
  breached: z.boolean().default(false).describe('a clock of its holder ran out: the first response, or the next word'),
  dues: z.array(dueView).readonly().describe('what happens unless somebody acts, soonest first'),
  loweredFrom: z.enum(SEVERITIES).nullable(),
  eventCount: z.int(),
  firstActivityAt: z.string(),
  lastActivityAt: z.string(),
  openedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  resolution: z
    .object({
      classification: z.string().nullable(),
      determination: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  revision: z.int(),
});
export type IncidentView = z.infer<typeof incidentView>;

/** What happened to an incident, with its state after it. */
export const incidentMessage = z.object({
  /** `opened`, `acknowledged`, ...: the last token of the subject. */
  what: z.string(),
  at: z.string(),
  actor: z.object({ party: z.enum([...PARTIES, 'demarc']), name: z.string() }),
  incident: incidentView,
  eventIds: z.array(z.uuid()),
  /** The party that may know of it, as of a comment for its own party; left out: both. */
  onlyFor: z.enum(PARTIES).optional(),
});
export type IncidentMessage = z.infer<typeof incidentMessage>;

export const noticeAudience = z
  .union([z.enum(['team', 'managers']), z.object({ contacts: z.array(z.string()).readonly() })])
  .describe("the team's contacts, its party's managers, or contacts by name");

/** One notice with everything a channel needs to write it. */
export const noticeMessage = z.object({
  id: z.uuid(),
  tenant: z.string(),
  kind: z.enum(NOTICE_KINDS),
  queue: z.enum(QUEUES),
  party: z.enum(PARTIES),
  slot: z.enum(CONTACT_SLOTS),
  audience: noticeAudience,
  because: z.string(),
  clauseId: z
    .string()
    .nullable()
    .describe('under which it is owed; null: it follows from what somebody did, or from a clock'),
  policyVersion: z.string().nullable().describe('of that clause'),
  details: z
    .custom<NoticeDetails>()
    .nullable()
    .meta({ type: 'object', description: 'what its kind tells beside the incident; null: nothing' }),
  owedAt: z.string(),
  clause: z
    .object({ id: z.string(), title: z.string(), source: z.string().nullable(), quote: z.string().nullable() })
    .nullable()
    .describe('of the decision that the incident rests on; null: it is about no incident'),
  /** The id of the event it follows from, so that logs of all processes name the same one; null: about no incident. */
  eventId: z.uuid().nullable(),
  /** The id its source gave it; null when the event's row is gone. */
  sourceEventId: z.string().nullable(),
  incidentId: z.uuid().nullable(),
  incident: incidentView.nullable().describe('null: a digest or a window of maintenance'),
});
export type NoticeMessage = z.infer<typeof noticeMessage>;

/** A notice about an incident, which all are but digests and windows of maintenance. */
export type IncidentNotice = NoticeMessage & {
  readonly [Field in 'incidentId' | 'incident' | 'clause' | 'eventId']: NonNullable<NoticeMessage[Field]>;
};

export function isAboutIncident(notice: NoticeMessage): notice is IncidentNotice {
  return notice.incident !== null;
}

/**
 * What `notices.<party>.<tenant>` carries: which notices of one commit are owed, one when it is quiet and many in a
 * storm. The notices themselves are rows: a message that repeated them would be most of what a backlog writes.
 */
export const noticeBundle = z.object({ tenant: z.string(), ids: z.array(z.uuid()).min(1) });
export type NoticeBundle = z.infer<typeof noticeBundle>;

/** `pokes.directory.<tenant>`: read everything newer than what you have. */
export const directoryPoke = z.object({ tenant: z.string(), revision: z.int() });
export type DirectoryPoke = z.infer<typeof directoryPoke>;
