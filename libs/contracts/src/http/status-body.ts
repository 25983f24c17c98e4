import { INCIDENT_STATES } from '@demarc/domain';
import { z } from 'zod';
import { reconciliationStanding } from './reconciliation-bodies.js';
import { RUNNING_SERVICES } from '../bus/service-questions.js';
import { DELIVERY_STATES } from './notice-bodies.js';

const counts = <States extends readonly [string, ...string[]]>(states: States) => z.record(z.enum(states), z.int());

const serviceStanding = z.object({
  name: z.enum(RUNNING_SERVICES),
  instance: z.string().describe('one process of it; another one after each start'),
  version: z.string(),
  startedAt: z.iso.datetime(),
  ready: z.boolean().describe('can take work now; else its /health/ready says what is wrong'),
});
export type ServiceStanding = z.infer<typeof serviceStanding>;

/** The whole system in one look. */
export const statusBody = z.object({
  services: z
    .array(serviceStanding)
    .describe(
      'the processes that answered within a second, asked at most two seconds ago; of what is missing see warnings',
    ),
  durables: z.array(
    z.object({
      name: z.string(),
      stream: z.string(),
      pending: z.int().nullable().describe('messages nobody took yet; null when the durable does not exist yet'),
      inFlight: z.int().nullable().describe('messages that are being worked on'),
    }),
  ),
  streams: z.array(
    z.object({ name: z.string(), messages: z.int(), bytes: z.int(), maxBytes: z.int(), lastSeq: z.int() }),
  ),
  outbox: z.int().describe('messages that were committed and not published yet'),
  quarantine: z.int().describe('quarantined messages that nobody has worked'),
  warnings: z.array(z.string()).describe('what will be lost or refused unless somebody does something'),
  incidents: counts(INCIDENT_STATES),
  deliveries: counts(DELIVERY_STATES),
  unreachable: z.int().describe('notices whose party has no contact'),
  reconciliation: reconciliationStanding.extend({ gaps: z.int().describe('what is missing right now') }),
});
export type StatusBody = z.infer<typeof statusBody>;
