import type { IncidentChange } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { acknowledgement } from './acknowledgement.js';
import { COMMAND_BODIES, type CommandName } from './command-bodies.js';
import { moment, someText } from './field.js';
import { idempotencyHeaders, idempotencyKey } from './idempotency-key.js';
import { ifMatch, incidentParams } from './incident-bodies.js';
import { problem } from './problem.js';
import { timelineEntry } from './timeline-bodies.js';

/**
 * All that a customer may do to an incident from outside of Demarc's own doors: with an API key, by a link or over NATS.
 * The rules on who may do what are those for people.
 */
export const RESPONSES = [
  'acknowledge',
  'comment',
  'accept',
  'refuse',
  'answer',
  'resolve',
] as const satisfies CommandName[];
export type ResponseName = (typeof RESPONSES)[number];

export const respondParams = z.object({ incident: incidentParams.shape.id });
export const respondHeaders = ifMatch.extend(idempotencyHeaders.shape);

/** A notice that the customer was owed, as far as its own systems need to know. */
const owedNotice = z.object({
  id: z.uuid(),
  kind: z.string(),
  queue: z.string(),
  because: z.string(),
  owedAt: moment,
  acknowledgement: acknowledgement.nullable(),
});

export const respondView = z.object({
  incident: incidentView,
  timeline: z.array(timelineEntry).describe('in order; of a long one the newest part'),
  notices: z.array(owedNotice).describe('what the customer was owed'),
});
export type RespondView = z.infer<typeof respondView>;

/** Stands for its subject: `{ incident, command, body }` on an incident, `{ notice, command }` on a notice. */
export const ACKNOWLEDGE_NOTICE = 'acknowledge-notice';

const name = someText(200)
  .regex(/^\S(?:.*\S)?$/, 'must be one line that neither begins nor ends with a space')
  .describe('who says so: it acts as customer/<by>');
const asked = { by: name, idempotencyKey: idempotencyKey.nullish() };

/** What a customer's system asks on `commands.customer.<tenant>`; whose it is, the subject says alone. */
export const customerCommand = z.discriminatedUnion('command', [
  z.object({ command: z.literal(ACKNOWLEDGE_NOTICE), notice: z.uuid(), ...asked }),
  ...RESPONSES.map((command) =>
    z.object({
      command: z.literal(command),
      incident: incidentParams.shape.id,
      body: COMMAND_BODIES[command] as z.ZodType,
      ...asked,
    }),
  ),
]);

/** What it is answered, always. */
export const customerReply = z.union([
  z.object({
    ok: z.literal(true),
    incident: incidentView.nullable(),
    changes: z.array(z.custom<IncidentChange>().meta({ type: 'object' })),
    acknowledgement: acknowledgement.nullable(),
  }),
  z.object({ ok: z.literal(false), problem }),
]);
export type CustomerReply = z.infer<typeof customerReply>;
