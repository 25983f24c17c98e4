import { auditKeySetting, baseConfig, linkSecretSetting, portSetting, receiverAllowSetting } from '@demarc/runtime';
import { z } from 'zod';

const MIB = 1024 ** 2;

export const apiConfig = baseConfig.extend({
  DEMARC_API_PORT: portSetting.default(4780).describe('HTTP port.'),
  DEMARC_LINK_SECRET: linkSecretSetting,
  DEMARC_RECEIVER_ALLOW: receiverAllowSetting,
  DEMARC_AUDIT_KEY: auditKeySetting,
  DEMARC_API_POOL: z.coerce.number().int().min(1).max(200).default(10).describe('Connections to the database.'),
  DEMARC_MAX_EVENT_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(MIB, 'at most 1048576 are read')
    .default(MIB)
    .describe("One event; NATS's own limit (`max_payload`) holds beside it."),
  DEMARC_MAX_BATCH: z.coerce.number().int().min(1).max(1_000).default(100).describe('CloudEvents in one batch.'),
  DEMARC_MAX_IMPORT_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(256 * MIB)
    .default(32 * MIB)
    .describe('One file of devices or contacts.'),
  DEMARC_PUBLISH_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(5_000)
    .describe('How long JetStream may take to acknowledge an event before the publisher is told to come again.'),
});
export type ApiConfig = z.infer<typeof apiConfig>;
