import { type IncidentChange, PARTIES } from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';

const situation = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const timelineEntry = z
  .object({
    revision: z.int(),
    at: moment,
    type: z.string(),
    actor: z.object({ party: z.enum([...PARTIES, 'demarc']), name: z.string() }),
    change: z.custom<IncidentChange>().meta({ type: 'object', description: 'what happened, by type' }),
    before: situation.nullable().describe('what became another by it, as it was; null where `change` says it all'),
    after: situation.nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;
