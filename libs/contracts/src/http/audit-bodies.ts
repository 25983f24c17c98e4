import { PARTIES } from '@demarc/domain';
import { z } from 'zod';
import { checkpoint } from '../audit/checkpoint.js';
import { auditFinding } from '../audit/finding.js';
import { tenantName } from './field.js';

const MOST_ANCHORS = 10_000;

export const auditVerifyBody = z
  .object({
    tenant: tenantName.nullish().describe('of this tenant only; null: of all'),
    anchors: z.array(checkpoint).max(MOST_ANCHORS).default([]).describe('checkpoints that were kept elsewhere'),
  })
  .prefault({});

const figures = {
  entries: z.int().describe('that are sealed'),
  checkpoints: z.int(),
  waiting: z.int().describe('entries that wait to be sealed'),
  findings: z.int(),
  seconds: z.number(),
};

export const auditLine = z.discriminatedUnion('type', [
  auditFinding.extend({ type: z.literal('finding') }),
  z.object({ type: z.literal('tenant'), tenant: z.string(), ...figures }),
  z.object({ type: z.literal('end'), tenants: z.int(), ...figures }),
  z.object({ type: z.literal('failed'), detail: z.string() }),
]);
export type AuditLine = z.infer<typeof auditLine>;
export type AuditTenantLine = Extract<AuditLine, { type: 'tenant' }>;
export type AuditEndLine = Extract<AuditLine, { type: 'end' }>;

export const checkpointQuery = z.object({
  tenant: tenantName.optional(),
  all: z.enum(['true', 'false']).default('false').describe('not only the last of each tenant'),
});
export const checkpointList = z.object({ items: z.array(checkpoint) });

export const auditKeyList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      inUse: z.boolean().describe('the others are of before'),
      publicKey: z.string().describe('Ed25519, as PEM'),
    }),
  ),
});

export const recordQuery = z.object({ party: z.enum(PARTIES).describe('as this party may see it') });
