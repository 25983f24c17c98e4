import { type IncidentChange, PARTIES } from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';

export const timelineEntry = z
  .object({
    revision: z.int(),
    at: moment,
    type: z.string(),
    actor: z.object({ party: z.enum([...PARTIES, 'demarc']), name: z.string() }),
    change: z.custom<IncidentChange>().meta({ type: 'object', description: 'what happened, by type' }),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;
