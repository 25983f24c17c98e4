import { ACKNOWLEDGED_THROUGH } from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';

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
