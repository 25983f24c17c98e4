import {
  PARTIES,
  QUEUES,
  SEVERITIES,
  type ServiceLevelOverrides,
  type ServiceLevels,
  checkSupportHours,
} from '@demarc/domain';
import { z } from 'zod';
import { someText } from './field.js';

const MOST_MINUTES = 90 * 24 * 60;
const MOST_STEPS = 20;
const MOST_ROUNDS = 10;

const minutes = z.number().min(0).max(MOST_MINUTES);
const some = z.number().min(1).max(MOST_MINUTES);

/** `24x7`, or a time zone, windows for each weekday, and holidays. */
export const hours = z
  .union([
    z.literal('24x7'),
    z.strictObject({
      timeZone: z.string().describe('such as Europe/Amsterdam'),
      week: z.record(z.string(), z.array(z.strictObject({ start: z.string(), end: z.string() }))),
      holidays: z.array(z.string()).default([]),
    }),
  ])
  .check(({ value, issues }) => {
    for (const message of checkSupportHours(value)) issues.push({ code: 'custom', input: value, message });
  })
  .meta({ description: '`24x7`, or local windows for each weekday (mon to sun) and holidays (YYYY-MM-DD)' });

const clocks = z.strictObject({
  firstResponseMinutes: some,
  updateMinutes: some,
  hours: z.enum(['24x7', 'support-hours']),
});
const audience = z.union([
  z.enum(['team', 'managers']),
  z.strictObject({ contacts: z.array(someText(200)).min(1).describe('by name') }),
]);
const escalationPolicy = z.strictObject({
  name: someText(100),
  steps: z.array(z.strictObject({ afterMinutes: minutes, to: audience })).max(MOST_STEPS),
  rounds: z.int().min(1).max(MOST_ROUNDS),
  repeatAfterMinutes: minutes.default(30),
});
const bySeverity = <Value extends z.ZodType>(value: Value) => z.partialRecord(z.enum(SEVERITIES), value);

/** What differs from the shipped service levels; what is left out is as shipped. */
export const serviceLevelsBody = z.strictObject({
  hours: z.partialRecord(z.enum(QUEUES), hours).optional().describe('when each team works'),
  clocks: z
    .partialRecord(z.enum(PARTIES), bySeverity(clocks))
    .optional()
    .describe('first response and update cadence, before what the policy says'),
  offerMinutes: bySeverity(some).optional().describe("how long an offer waits, in the receiver's hours"),
  answerMinutes: bySeverity(some).optional().describe('how long the customer has for what was asked'),
  closeAfterMinutes: some.optional().describe('after the last request, around the clock; shipped: 2880'),
  warnAtPercent: z.number().min(1).max(99).optional().describe('how much of a clock is gone when its holder is warned'),
  escalation: z.partialRecord(z.enum(QUEUES), escalationPolicy).optional(),
});

export const serviceLevelsView = z.object({
  tenant: z.string(),
  own: z.custom<ServiceLevelOverrides>().meta({ type: 'object', description: 'what differs from the shipped ones' }),
  inForce: z.custom<ServiceLevels>().meta({ type: 'object', description: 'the shipped ones with what differs' }),
});
