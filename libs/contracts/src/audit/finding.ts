import { z } from 'zod';

/**
 * What can be wrong with a record.
 *
 * - changed: an entry is not as it was sealed
 * - removed: an entry was sealed and is no more
 * - inserted: an entry was not written by Demarc: nobody who holds the key signed or sealed it
 * - reordered: an entry stands where another one was sealed
 * - cut-off: the end of the chain is missing
 * - rewritten: a link of the chain, or its end, is not as it was sealed
 * - bad-checkpoint: a checkpoint is missing or its signature is wrong
 * - unsealed: an entry waits to be sealed for longer than it should
 */
export const AUDIT_FINDINGS = [
  'changed',
  'removed',
  'inserted',
  'reordered',
  'cut-off',
  'rewritten',
  'bad-checkpoint',
  'unsealed',
] as const;

export const auditFinding = z
  .object({
    tenant: z.string(),
    kind: z.enum(AUDIT_FINDINGS),
    entry: z.string().nullable().describe('`timeline/<incident>/<revision>` or `administration/<id>`, where it is one'),
    seq: z.int().nullable().describe('its place in the chain, where it has one'),
    detail: z.string(),
  })
  .meta({ id: 'AuditFinding' });
export type AuditFinding = z.infer<typeof auditFinding>;
export type FindingKind = AuditFinding['kind'];
