import { ACKNOWLEDGED_THROUGH } from '@demarc/domain';
import { z } from 'zod';
import { ACTOR_HEADER, actorText } from './command-bodies.js';
import { moment } from './field.js';

export const noticeParams = z.object({ id: z.uuid() });
export const acknowledgeNoticeHeaders = z.object({ [ACTOR_HEADER]: actorText });

export const acknowledgeNoticeBody = z
  .object({
    through: z.enum(['http', 'cli']).default('http').describe('`cli`: a person at a terminal, and not a system'),
  })
  .prefault({});

/** That the party which was owed a notice knows of it. */
export const acknowledgement = z
  .object({
    at: moment,
    by: z.string(),
    through: z
      .enum(ACKNOWLEDGED_THROUGH)
      .describe('`work`: somebody of the party did something to the incident, as nobody does who does not know of it'),
  })
  .meta({ id: 'Acknowledgement' });

export const acknowledgeNoticeAnswer = z.object({
  noticeId: z.uuid(),
  tenant: z.string(),
  acknowledgement,
  repeated: z.boolean().describe('it was acknowledged before, and stays as it was then'),
});
