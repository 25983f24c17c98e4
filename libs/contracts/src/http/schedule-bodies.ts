import { CONTACT_FINDINGS, CONTACT_SLOTS, type OnCallSchedule, isTimeZone } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, someText, tenantName } from './field.js';

const MOST_MEMBERS = 100;
export const MOST_OVERRIDES = 500;
const name = someText(200).describe('of a contact of the area');

/** Somebody else for a time. */
export const overrideBody = z.strictObject({
  from: momentGiven,
  until: momentGiven,
  contact: name,
  because: someText(500),
});

/** Who of an area's contacts is told, turn by turn. */
export const scheduleBody = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Amsterdam'),
  rotation: z.strictObject({
    every: z.enum(['day', 'week']),
    handoverAt: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a local time such as 09:00'),
    startsOn: z.iso.date('must be a date such as 2026-11-30'),
    members: z.array(name).min(1).max(MOST_MEMBERS).describe('in their order, one shift each'),
  }),
  overrides: z
    .array(overrideBody)
    .max(MOST_OVERRIDES)
    .default([])
    .describe('somebody else for a time; of several the last one goes first'),
});

const shift = z.object({
  contact: z.string().nullable(),
  from: moment,
  until: moment,
  why: z.enum(['rotation', 'override', 'nobody']),
});
export const scheduleView = z
  .object({
    tenant: z.string(),
    area: z.enum(CONTACT_SLOTS),
    schedule: z.custom<OnCallSchedule>().meta({ type: 'object' }),
    onCall: z.string().nullable().describe('now; null: nobody, and all of the area are told'),
    shifts: z.array(shift).describe('of the coming four weeks'),
  })
  .meta({ id: 'Schedule' });
export const scheduleList = z.object({ items: z.array(scheduleView) });
export const scheduleParams = z.object({ tenant: tenantName, area: z.enum(CONTACT_SLOTS) });

export const contactFinding = z.object({
  tenant: z.string(),
  finding: z.enum(CONTACT_FINDINGS),
  area: z.enum(CONTACT_SLOTS).nullable(),
  detail: z.string(),
});
export const contactLint = z.object({ items: z.array(contactFinding), tenants: z.int().describe('looked at') });
export const contactLintQuery = z.object({ tenant: tenantName.optional() });
