import { baseConfig, linkSecretSetting, portSetting, receiverAllowSetting } from '@demarc/runtime';
import { z } from 'zod';

const whole = (fallback: number, least: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .default(fallback);

/** Everything the notifier is configured by. */
export const notifierConfig = baseConfig
  .extend({
    DEMARC_NOTIFIER_PORT: portSetting.default(4782).describe('Port of health and metrics.'),
    DEMARC_TLS_CLIENT_CA: z
      .string()
      .optional()
      .describe('CA certificates (PEM): health and metrics are then for whoever shows a certificate of one of them.'),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' })
      .optional()
      .describe('The mail server. Without it mails wait: each attempt fails temporarily as `not-configured`.'),
    DEMARC_SMTP_STARTTLS: z
      .enum(['offered', 'required'])
      .default('offered')
      .describe(
        'With smtp://: `required` sends no mail over a connection that is not secured by STARTTLS; `offered` secures it when the server offers that. smtps:// speaks TLS from the beginning.',
      ),
    DEMARC_MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]+$/, 'must be one line')
      .default('Demarc <demarc@localhost>')
      .describe('Sender of mails.'),
    DEMARC_SMTP_CONNECTIONS: whole(8, 1).describe('Connections to the mail server at once.'),
    DEMARC_PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
      .default('http://127.0.0.1:4780')
      .describe(
        'Where recipients of mails reach the api: what their links begin with. `npm start` sets it to its api.',
      ),
    DEMARC_LINK_SECRET: linkSecretSetting,
    DEMARC_RECEIVER_ALLOW: receiverAllowSetting,
    DEMARC_RETRY_HOURS: z.coerce
      .number('must be a number of hours')
      .positive('must be more than 0')
      .default(24)
      .describe('How long a delivery is tried before it is given up.'),
    DEMARC_SEND_TIMEOUT_MS: whole(10_000, 100).describe('For one attempt: connecting, sending and the answer.'),
    DEMARC_SEND_LEASE_MS: whole(30_000, 1_000).describe(
      'How long a delivery belongs to the process that sends it; after a crash the others wait for its end.',
    ),
    DEMARC_SENDS_PER_TARGET: whole(64, 1).describe('Sends to one host at once.'),
    DEMARC_SENDS_AT_ONCE: whole(1_024, 1).describe('Sends of this process at once.'),
    DEMARC_NOTICES_PER_CONTACT: whole(10, 0).describe(
      'Single notices to a person through a channel in one window; more are told in a digest. 0: no limit. Webhooks take each.',
    ),
    DEMARC_NOTICE_WINDOW_MINUTES: whole(10, 1).describe('How long such a window lasts.'),
    DEMARC_DUE_POLL_MS: whole(1_000, 10).describe('How often deliveries whose time has come are looked for.'),
  })
  .refine((config) => config.DEMARC_SEND_LEASE_MS >= 2 * config.DEMARC_SEND_TIMEOUT_MS, {
    path: ['DEMARC_SEND_LEASE_MS'],
    error: 'must be at least twice DEMARC_SEND_TIMEOUT_MS, or a slow receiver is sent the same twice',
  });

export type NotifierConfig = z.infer<typeof notifierConfig>;
