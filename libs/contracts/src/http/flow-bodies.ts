import { QUEUES } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, tenantName } from './field.js';

export const flowQuery = z.object({
  from: momentGiven.optional().describe('default: thirty days before `until`'),
  until: momentGiven.optional().describe('default: now'),
  tenant: tenantName.optional(),
  format: z.enum(['json', 'csv']).default('json'),
});

const flowPath = z.object({
  source: z.string().describe('as its events name it'),
  device: z.string().describe('the fact by which it was decided'),
  clauseId: z.string(),
  queue: z.enum(QUEUES).describe('that the policy gave it to'),
  incidents: z.int(),
  events: z.int(),
});

/** How what was opened in a period came to its owners, and when how much did. */
export const flowView = z
  .object({
    from: moment,
    until: moment,
    tenant: z.string().nullable(),
    paths: z.array(flowPath).describe('by how many incidents went it, the most first'),
    step: z.enum(['hour', 'day']).describe('of `load`; hours up to three days'),
    load: z
      .array(z.object({ at: moment, microsoft: z.int(), customer: z.int() }))
      .describe('incidents opened, by whom the policy gave them to; steps of UTC without any are left out'),
    storms: z
      .array(
        z.object({
          id: z.uuid(),
          reference: z.string(),
          tenant: z.string(),
          title: z.string(),
          events: z.int(),
        }),
      )
      .describe('incidents of a hundred events and more, at most twenty, the greatest first'),
  })
  .meta({ id: 'Flow' });
export type FlowView = z.infer<typeof flowView>;
