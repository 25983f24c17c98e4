import { CLOCK_NAMES, QUEUES } from '@demarc/domain';
import { z } from 'zod';

const person = z.string().describe('`<party>/<name>`');

/** A handover that waits for its receiver's word. */
export const offerView = z
  .object({
    id: z.uuid(),
    from: z.enum(QUEUES),
    to: z.enum(QUEUES),
    by: person,
    reason: z.string(),
    at: z.string(),
    escalateAt: z.string().nullable().describe("when the receiver's managers are told; null: they were"),
    dueAt: z.string().describe('unanswered by then it goes back to the giver'),
  })
  .meta({ id: 'Offer' });

/** What the customer was asked to do, and what its silence leads to. */
export const askedActionView = z
  .object({
    action: z.string(),
    by: person,
    of: z.enum(QUEUES),
    at: z.string().describe('the last time it was asked'),
    requests: z.int(),
    answerDueAt: z.string().nullable().describe('without an answer by then severity drops one level; null: it cannot'),
    closeWarningAt: z.string().nullable(),
    closesAt: z.string().describe('without an answer by then the incident is closed'),
  })
  .meta({ id: 'AskedAction' });

export const snoozeView = z
  .object({
    until: z.string(),
    by: person,
    at: z.string(),
    because: z.string(),
    agreedBy: person
      .nullable()
      .describe('of the other party, which lets the clocks stand still; null: it did not agree'),
  })
  .meta({ id: 'Snooze' });

export const escalationView = z
  .object({
    clock: z.enum(CLOCK_NAMES),
    policy: z.object({
      name: z.string(),
      steps: z
        .array(
          z.object({
            afterMinutes: z.number(),
            to: z.union([z.enum(['team', 'managers']), z.object({ contacts: z.array(z.string()).readonly() })]),
          }),
        )
        .readonly(),
      rounds: z.int(),
      repeatAfterMinutes: z.number(),
    }),
    startedAt: z.string(),
    step: z.int().describe('that is next, from 0'),
    round: z.int(),
    nextAt: z.string().nullable().describe('null: everybody was told, as often as the policy says'),
  })
  .meta({ id: 'Escalation', description: 'the policy is the one of when it began' });

export const dueView = z
  .object({ clock: z.enum(CLOCK_NAMES), phase: z.enum(['warning', 'due']), at: z.string() })
  .meta({ id: 'Due' });
