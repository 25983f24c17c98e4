import { baseConfig, portSetting } from '@demarc/runtime';
import { z } from 'zod';

export const routerConfig = baseConfig.extend({
  DEMARC_ROUTER_PORT: portSetting.default(4781).describe('Port of health and metrics.'),
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
  DEMARC_REDECIDE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('Open incidents of so many days are decided again when the directory learns more about their devices.'),
});
export type RouterConfig = z.infer<typeof routerConfig>;
