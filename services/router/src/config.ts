import { auditKeySetting, baseConfig, portSetting } from '@demarc/runtime';
import { z } from 'zod';

const whole = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

export const routerConfig = baseConfig.extend({
  DEMARC_ROUTER_PORT: portSetting.default(4781).describe('Port of health and metrics.'),
  DEMARC_TLS_CLIENT_CA: z
    .string()
    .optional()
    .describe('CA certificates (PEM): health and metrics are then for whoever shows a certificate of one of them.'),
  DEMARC_AUDIT_KEY: auditKeySetting,
  DEMARC_ROUTER_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(500)
    .describe('Events per transaction at most; a quiet stream is committed event by event.'),
  DEMARC_ROUTER_IN_FLIGHT: z.coerce
    .number()
    .int()
    .min(1)
    .max(8)
    .default(2)
    .describe('Batches in work at once: one writes while the other is prepared.'),
  DEMARC_ROUTER_POLL_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(500)
    .describe('How often tenants, directories and the outbox are looked at even when nobody pokes.'),
  DEMARC_RECONCILE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(5_000)
    .describe('How often it is looked whether everything that came in and is owed is still there.'),
  DEMARC_REDECIDE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('Open incidents of so many days are decided again when the directory learns more about their devices.'),
  DEMARC_QUARANTINE_DAYS: whole(30, 3_650).describe('How long the bytes of quarantined messages are kept.'),
  DEMARC_QUARANTINE_MIB: whole(1_024, 1_048_576).describe(
    'Of all quarantined messages together, in MiB. Worked ones go first; of more than that only the record is kept.',
  ),
  DEMARC_QUARANTINE_TENANT_MIB: whole(256, 1_048_576).describe("The same of one tenant's."),
  DEMARC_QUARANTINE_MESSAGES: whole(1_000_000, 100_000_000).describe('How many quarantined messages are kept.'),
  DEMARC_QUARANTINE_TENANT_MESSAGES: whole(200_000, 100_000_000).describe('The same of one tenant.'),
});
export type RouterConfig = z.infer<typeof routerConfig>;
