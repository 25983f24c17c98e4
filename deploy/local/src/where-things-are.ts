import type { StackUrls } from './stack.js';
import type { LocalSettings } from './settings.js';

/** What a person reads once everything is up. */
export function whereThingsAre(settings: LocalSettings, urls: StackUrls, tookMs: number): string {
  const { dataDir, databaseUrl, natsUrl, ports } = settings;
  const database = new URL(urls.database);
  database.password = database.password && '***';
  const nats = new URL(urls.nats);
  nats.password = nats.password && '***';
  const rows: [string, string][] = [
    ['console', `${urls.api}, in a browser`],
    ['api', urls.api],
    [
      'sign-in',
      urls.people === null ? `yours (${settings.issuer})` : `${urls.people}, the demonstration's people with one click`,
    ],
    ['router', `${urls.router}/metrics`],
    ['notifier', `${urls.notifier}/metrics`],
    [
      'NATS',
      natsUrl
        ? 'yours (NATS_URL)'
        : `${nats.href}, users by demarc nats user, monitoring on http://127.0.0.1:${ports.natsMonitor}`,
    ],
    ['PostgreSQL', databaseUrl ? 'yours (DATABASE_URL)' : `${database.href}, password in ${dataDir}/postgres/password`],
    ['mails', `sent to ${urls.smtp}, kept at ${urls.receiver}/mails`],
    ['webhooks', `sent to ${urls.receiver}/hooks/<name>, kept at ${urls.receiver}/received`],
    ['data', dataDir],
    ['logs', `${dataDir}/logs`],
  ];
  return [
    '',
    `Demarc is ready after ${(tookMs / 1000).toFixed(1)} s. Ctrl-C stops it; all data stays.`,
    '',
    ...rows.map(([what, where]) => `  ${what.padEnd(11)} ${where}`),
    '',
    'In another terminal, in this folder:',
    '',
    '  npx demarc status                                  how the parts are',
    '  npx demarc queue security-operations               the work of a queue',
    "  npx demarc queue --as contoso-ops                  what one of a customer's people sees",
    '  npx demarc mail                                    what was mailed',
    '  npx demarc --help                                  everything else',
    '',
  ].join('\n');
}
