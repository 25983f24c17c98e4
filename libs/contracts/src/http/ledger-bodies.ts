import { z } from 'zod';
import { acknowledgement } from './acknowledgement.js';
import { ACTOR_HEADER, actorText } from './actor-header.js';

export const noticeParams = z.object({ id: z.uuid() });
export const acknowledgeNoticeHeaders = z.object({ [ACTOR_HEADER]: actorText });

export const acknowledgeNoticeBody = z
  .object({
    through: z.enum(['http', 'cli']).default('http').describe('`cli`: a person at a terminal, and not a system'),
  })
  .prefault({});

export const acknowledgeNoticeAnswer = z.object({
  noticeId: z.uuid(),
  tenant: z.string(),
  acknowledgement,
  repeated: z.boolean().describe('it was acknowledged before, and stays as it was then'),
});
