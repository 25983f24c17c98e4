import type { WantedPort } from './ports.js';
import type { LocalSettings } from './settings.js';

const LOCAL = '127.0.0.1';

/** The ports a start with these settings listens on, each with the setting that chooses it. */
export function wantedPorts({ bind, ports, databaseUrl, natsUrl, issuer }: LocalSettings): readonly WantedPort[] {
  const wanted: (WantedPort | false)[] = [
    { port: ports.api, host: bind, variable: 'DEMARC_API_PORT', purpose: 'api' },
    { port: ports.router, host: bind, variable: 'DEMARC_ROUTER_PORT', purpose: 'router' },
    { port: ports.notifier, host: bind, variable: 'DEMARC_NOTIFIER_PORT', purpose: 'notifier' },
    !issuer && { port: ports.signIn, host: LOCAL, variable: 'DEMARC_SIGN_IN_PORT', purpose: 'the sign-in provider' },
    !databaseUrl && { port: ports.postgres, host: LOCAL, variable: 'DEMARC_POSTGRES_PORT', purpose: 'PostgreSQL' },
    !natsUrl && { port: ports.nats, host: LOCAL, variable: 'DEMARC_NATS_PORT', purpose: 'NATS' },
    !natsUrl && {
      port: ports.natsMonitor,
      host: LOCAL,
      variable: 'DEMARC_NATS_MONITOR_PORT',
      purpose: "NATS's monitoring",
    },
    { port: ports.mail, host: LOCAL, variable: 'DEMARC_MAIL_PORT', purpose: 'the mail sink' },
    { port: ports.receiver, host: LOCAL, variable: 'DEMARC_RECEIVER_PORT', purpose: 'the webhook receiver' },
  ];
  return wanted.filter((door) => door !== false);
}
