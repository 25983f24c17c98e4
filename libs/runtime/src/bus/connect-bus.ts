import { setTimeout as pause } from 'node:timers/promises';
import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import { type ConnectionOptions, type NatsConnection, connect, errors } from '@nats-io/transport-node';
import { CannotStart } from '../cannot-start.js';
import { type BusAddress, busAddressOf } from './bus-address.js';
import { type BusTlsSettings, busTlsOf } from './bus-tls.js';

const RECONNECT_WAIT_MS = 250;
const PING_INTERVAL_MS = 5_000;
/** For one server to answer at all: of several, one that is half open must not keep us from the others. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A connection to NATS that waits for its server and comes back by itself for as long as the process lives. Throws
 * {@link CannotStart} when waiting would not help: a server that refuses the user, or cannot be trusted.
 */
export async function connectBus(url: string, name: string, settings: BusTlsSettings = {}): Promise<NatsConnection> {
  const { servers, ...credentials } = busAddressOf(url);
  const tls = busTlsOf(
    servers.map((server) => new URL(server)),
    settings,
  );
  const options: ConnectionOptions = {
    ...credentials,
    servers: [...servers],
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    timeout: CONNECT_TIMEOUT_MS,
    pingInterval: PING_INTERVAL_MS,
    ...(tls && { tls }),
  };
  for (;;) {
    try {
      return await connect(options);
    } catch (error) {
      const refused = refusalOf(error, { servers, ...credentials });
      if (refused !== null) throw new CannotStart(refused, { cause: error });
      await pause(RECONNECT_WAIT_MS);
    }
  }
}

/** Null: the server is not there yet. */
function refusalOf(error: unknown, { servers, user }: BusAddress): string | null {
  const where = `NATS at ${servers.join(', ')}`;
  const said = messagesOf(error);
  const fault = certificateFaultOf(error);
  if (fault !== null) return `${where} shows a certificate that ${fault}: ${said}. ${CERTIFICATE_ADVICE}`;
  if (error instanceof errors.AuthorizationError) {
    const who = user === undefined ? 'whoever names no user' : `the user ${user}`;
    return `${where} refuses ${who}. Name one of \`demarc nats user list\` with its secret in NATS_URL, nats://user:secret@host:port.`;
  }
  if (/does not support 'tls'/.test(said))
    return `${where} speaks no TLS, and tls:// in NATS_URL or DEMARC_NATS_CERT demands it. Configure its tls block, or write nats://.`;
  if (/doesn't exist|ENOENT|ERR_OSSL|key values mismatch|PEM/i.test(said))
    return `DEMARC_NATS_CERT, DEMARC_NATS_KEY: cannot be used: ${said}`;
  return null;
}

function messagesOf(error: unknown): string {
  const said: string[] = [];
  for (let at = error as Error | undefined; at?.message; at = at.cause as Error | undefined) said.push(at.message);
  return [...new Set(said)].join(': ');
}
