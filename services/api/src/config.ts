import {
  auditKeySetting,
  baseConfig,
  isForProduction,
  linkSecretSetting,
  portSetting,
  receiverAllowSetting,
} from '@demarc/runtime';
import { z } from 'zod';

const MIB = 1024 ** 2;

const OF_THIS_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/;
const issuerSetting = z
  .url({ protocol: /^https?$/, error: 'must be the URL of an OpenID provider' })
  .refine((url) => url.startsWith('https:') || OF_THIS_MACHINE.test(url), 'must be https, except on this machine')
  .describe('The OpenID provider: `<issuer>/.well-known/openid-configuration` describes it.');

export const apiConfig = baseConfig.extend({
  DEMARC_API_PORT: portSetting.default(4780).describe('HTTP port.'),
  DEMARC_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .refine(
      (url) => url.startsWith('https:') || OF_THIS_MACHINE.test(url) || !isForProduction(process.env),
      'must be https for production, except on this machine: sessions and links would be read on their way',
    )
    .optional()
    .describe('How browsers reach the api; with https the session is kept for https alone. Default: its own port.'),
  DEMARC_OIDC_ISSUER: issuerSetting,
  DEMARC_OIDC_CLIENT_ID: z.string().min(1).default('demarc').describe('The client of browsers that sign in.'),
  DEMARC_OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('Its secret, when the provider gave it one.'),
  DEMARC_OIDC_AUDIENCE: z
    .string()
    .min(1)
    .default('demarc-api')
    .describe('What access tokens must be made for (`aud`); Entra ID: the client id.'),
  DEMARC_OIDC_SCOPES: z.string().min(1).default('openid profile email').describe('What a sign-in asks for.'),
  DEMARC_OIDC_CLI_CLIENT_ID: z.string().min(1).default('demarc-cli').describe('The client of `demarc login`.'),
  DEMARC_OIDC_CLI_SCOPES: z
    .string()
    .min(1)
    .default('openid profile email offline_access')
    .describe('What `demarc login` asks for; Entra ID: `openid profile offline_access api://<client id>/<scope>`.'),
  DEMARC_ROLE_MAPPING: z
    .string('must name the file that maps claims to roles')
    .min(1)
    .describe('YAML or JSON file of who gets which role; see "People".'),
  DEMARC_LINK_SECRET: linkSecretSetting,
  DEMARC_RECEIVER_ALLOW: receiverAllowSetting,
  DEMARC_AUDIT_KEY: auditKeySetting,
  DEMARC_POLICY_PERSONS: z.coerce
    .number()
    .refine((persons) => persons === 1 || persons === 2, 'must be 1 or 2')
    .default(2)
    .describe(
      'How many persons it takes to publish a policy or to let one hold for a customer. 2: one proposes, another one approves. 1: one may do it alone.',
    ),
  DEMARC_REFUSALS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(0)
    .default(300)
    .describe(
      'How often an address may be refused, or come to a sign-in or the link of a mail, in a minute, before it has to wait. In each api. 0: no limit.',
    ),
  DEMARC_TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe(
      'Proxies in front of the api, `10.0.0.0/8,127.0.0.1`: from them alone `X-Forwarded-For` is believed. Without it all who come through one are one address.',
    ),
  DEMARC_API_POOL: z.coerce.number().int().min(1).max(200).default(10).describe('Connections to the database.'),
  DEMARC_API_AT_ONCE: z.coerce
    .number()
    .int()
    .min(4)
    .max(10_000)
    .default(200)
    .describe(
      'Requests answered at once; more are told to come again. Publishers of one customer may have half of them.',
    ),
  DEMARC_API_BYTES_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1024 * 1024)
    .default(64 * 1024 * 1024)
    .describe(
      'Bytes of bodies taken in at once; more are told to come again. One address, and publishers of one customer, may have half of them.',
    ),
  DEMARC_MOST_WAITING: z.coerce
    .number()
    .int()
    .min(1)
    .default(500_000)
    .describe('While so many events wait to be routed, no more are taken over HTTP (503).'),
  DEMARC_MOST_WAITING_OF_TENANT: z.coerce
    .number()
    .int()
    .min(1)
    .default(100_000)
    .describe('The same of one customer (429).'),
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

/** Where browsers reach the api; the address that links and cookies go by. */
export function publicUrlOf({ DEMARC_PUBLIC_URL, DEMARC_API_PORT, DEMARC_TLS_CERT }: ApiConfig): URL {
  return new URL(DEMARC_PUBLIC_URL ?? `${DEMARC_TLS_CERT ? 'https' : 'http'}://127.0.0.1:${DEMARC_API_PORT}`);
}
