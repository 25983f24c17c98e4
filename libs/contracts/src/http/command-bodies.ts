import { COMMENT_VISIBILITIES, type IncidentChange, QUEUES, SEVERITIES } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { momentGiven, someText } from './field.js';
import { idempotencyHeaders } from './idempotency-key.js';
import { ifMatch } from './incident-bodies.js';

export const commandHeaders = ifMatch.extend(idempotencyHeaders.shape);

const text = someText(10_000);
const incident = someText(64).describe('the id or reference of the other incident');
const offerId = z.uuid().nullish().describe('which offer is answered; without it, the one that stands');
const nothing = z.object({}).nullish();

/**
 * Everything people do with an incident, by the last part of its address: `POST /v1/incidents/:id/<name>`. The same
 * names and bodies are taken in bulk, and from a customer's own system over NATS.
 */
export const COMMAND_BODIES = {
  acknowledge: nothing,
  claim: nothing,
  assign: z.object({ to: someText(200) }),
  comment: z.object({
    text,
    visibility: z
      .enum(COMMENT_VISIBILITIES)
      .default('own-party')
      .describe('a comment cannot be taken back, so it stays with its own party unless you say `both`'),
  }),
  resolve: z
    .object({
      classification: someText(100).nullish(),
      determination: someText(100).nullish(),
      note: text.nullish(),
    })
    .nullish(),
  reopen: z.object({ note: text.describe('what came back') }),
  'service-impact': z.object({
    impact: z.enum(['yes', 'no']).describe('goes before what the source and the rules of the policy say'),
    note: text.nullish(),
  }),
  severity: z.object({ to: z.enum(SEVERITIES), reason: text }),
  offer: z.object({ to: z.enum(QUEUES).describe('the queue that should have it'), reason: text }),
  accept: z.object({ offerId }).nullish(),
  refuse: z.object({ offerId, reason: text }),
  withdraw: z.object({ reason: text }),
  settle: z.object({ to: z.enum(QUEUES).describe('the queue that has it from now on'), note: text }),
  engage: z.object({ note: text }),
  request: z.object({ action: text.describe('what the customer is asked to do') }),
  answer: z.object({ text }),
  snooze: z.object({ until: momentGiven, reason: text }),
  'agree-snooze': nothing,
  wake: z.object({ reason: text }),
  link: z.object({ to: incident, reason: text }),
  merge: z.object({ into: incident, reason: text }),
  split: z.object({
    eventIds: z.array(z.uuid()).min(1).max(200).describe('of its events, those that go; all their versions follow'),
    reason: text,
  }),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMAND_BODIES;
export const COMMAND_NAMES = Object.keys(COMMAND_BODIES) as [CommandName, ...CommandName[]];
/** A command's body as its schema reads it. */
export type CommandBody<Name extends CommandName> = z.output<(typeof COMMAND_BODIES)[Name]>;

export const commandAnswer = z.object({
  incident: incidentView,
  changes: z.array(z.custom<IncidentChange>().meta({ type: 'object' })),
  opened: incidentView.nullable().describe('an incident that it brought forth: by a split, or since it came back late'),
});
export type CommandAnswerBody = z.infer<typeof commandAnswer>;
