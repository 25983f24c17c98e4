import { COMMENT_VISIBILITIES, type IncidentChange, PARTIES } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { someText } from './field.js';
import { ifMatch } from './incident-bodies.js';

/** Who acts, as `<party>/<name>`: stands in for the sign-in that a later release brings. */
export const ACTOR_HEADER = 'demarc-actor';
const ACTOR = new RegExp(`^(?:${PARTIES.join('|')})/\\S(?:.{0,198}\\S)?$`);
export const actorText = z
  .string()
  .regex(ACTOR, 'must be <party>/<name> with the party microsoft or customer')
  .meta({ examples: ['microsoft/alex@contoso-soc'] });

export const commandHeaders = ifMatch.extend({ [ACTOR_HEADER]: actorText });

export const acknowledgeBody = z.object({}).nullish();
export const assignBody = z.object({ to: someText(200) });
export const commentBody = z.object({
  text: someText(10_000),
  visibility: z
    .enum(COMMENT_VISIBILITIES)
    .default('own-party')
    .describe('a comment cannot be taken back, so it stays with its own party unless you say `both`'),
});
export const resolveBody = z
  .object({
    classification: someText(100).nullish(),
    determination: someText(100).nullish(),
    note: someText(10_000).nullish(),
  })
  .nullish();
export const serviceImpactBody = z.object({
  impact: z.enum(['yes', 'no']).describe('goes before what the source and the rules of the policy say'),
  note: someText(10_000).nullish(),
});

export const commandAnswer = z.object({
  incident: incidentView,
  changes: z.array(z.custom<IncidentChange>().meta({ type: 'object' })),
});
export type CommandAnswerBody = z.infer<typeof commandAnswer>;
