import type { Instant } from '@demarc/domain';
import { z } from 'zod';
import { moment } from '../http/field.js';
import type { AuditKey } from './audit-key.js';

/** How far a tenant's chain had come at a moment, signed; made to be kept elsewhere. */
export const checkpoint = z
  .object({
    tenant: z.string(),
    number: z.int().min(1).describe('of this tenant, without gaps'),
    seq: z.int().min(0).describe('entries that were sealed by then'),
    link: z
      .string()
      .regex(/^[\da-f]{64}$/)
      .describe('of the last of them'),
    at: moment,
    keyId: z.string(),
    signature: z.string().describe('Ed25519 over the rest, in base64'),
  })
  .meta({ id: 'AuditCheckpoint' });
export type Checkpoint = z.infer<typeof checkpoint>;

export interface CheckpointContent {
  readonly tenant: string;
  readonly number: number;
  readonly seq: number;
  readonly link: string;
  readonly at: Instant;
}

/** What of a checkpoint is signed, byte for byte. */
export function checkpointText({
  tenant,
  number,
  seq,
  link,
  at,
}: Omit<CheckpointContent, 'at'> & { at: string }): string {
  return `demarc audit checkpoint 1\n${tenant}\n${number}\n${seq}\n${link}\n${at}\n`;
}

export function checkpointOf(key: AuditKey, content: CheckpointContent): Checkpoint {
  return { ...content, keyId: key.id, signature: key.sign(checkpointText(content)) };
}
