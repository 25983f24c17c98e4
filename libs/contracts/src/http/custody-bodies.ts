import { CLOCK_NAMES, PARTIES, QUEUES } from '@demarc/domain';
import { z } from 'zod';
import { moment } from './field.js';

const minutes = z.number().nonnegative();
const who = z.enum([...PARTIES, 'in-transit']);
const why = z
  .enum(['held', 'waiting', 'offered'])
  .describe('`waiting`: the customer was asked for something; `offered`: a handover waits for its answer');
const pause = z.enum(['outside-support-hours', 'snoozed']);

export const custodyView = z
  .object({
    asOf: moment,
    microsoftMinutes: minutes,
    customerMinutes: minutes,
    inTransitMinutes: minutes.describe('while an offer of handover waited, in the hours of its receiver'),
    running: z
      .object({ who, why, queue: z.enum(QUEUES), paused: pause.nullable().describe('null: minutes count now') })
      .nullable()
      .describe('whose time runs now; null: it is resolved'),
    clock: z
      .object({ clock: z.enum(CLOCK_NAMES), dueAt: moment })
      .nullable()
      .describe('what becomes due next; null: nothing does'),
    segments: z
      .array(
        z.object({
          from: moment,
          until: moment,
          who,
          why,
          queue: z.enum(QUEUES).describe('in whose support hours it counts'),
          countedMinutes: minutes,
          paused: z.array(z.object({ from: moment, until: moment, why: pause })),
        }),
      )
      .describe('in order; of many the newest, so that they add up to less than the totals'),
  })
  .meta({ id: 'Custody' });
export type CustodyView = z.infer<typeof custodyView>;
