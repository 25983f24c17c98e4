import { lookup } from 'node:dns/promises';
import { type LookupFunction, isIP } from 'node:net';
import { type ReceiverAllow, type ReceiverProtocol, type ReceiverRefusal, checkReceiver } from '@demarc/runtime';
import { buildConnector } from 'undici';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Who may be connected to. */
export interface Receivers {
  readonly allow: ReceiverAllow;
  readonly resolve: Resolve;
}

export const askSystem: Resolve = (host) => lookup(host, { all: true });

/** Nothing was sent: the receiver is where nothing may be sent to. */
export class ReceiverRefused extends Error {
  constructor(readonly refusal: ReceiverRefusal) {
    super(refusal.detail);
    this.name = 'ReceiverRefused';
  }
}

/**
 * Connects as undici does, but first asks for the name once, checks every address it has, and then connects to those
 * and no other: a name that answers differently the next time is not asked a next time. TLS and `Host` keep the name.
 * A connection that is kept open stays with the address that was checked.
 */
export function checkedConnect({ allow, resolve }: Receivers, timeoutMs: number): buildConnector.connector {
  return (options, done) => {
    void addressesOf(options, { allow, resolve }).then(
      (addresses) => {
        const connect = buildConnector({
          timeout: timeoutMs,
          autoSelectFamily: true,
          lookup: alwaysAnswering(addresses),
        });
        return connect(options, done);
      },
      (error: Error) => done(error, null),
    );
  };
}

type Addresses = Awaited<ReturnType<Resolve>>;

async function addressesOf(
  { hostname, protocol, port }: buildConnector.Options,
  { allow, resolve }: Receivers,
): Promise<Addresses> {
  const family = isIP(hostname);
  const addresses = family > 0 ? [{ address: hostname, family }] : await resolve(hostname);
  const place = {
    host: hostname.replace(/\.$/, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    protocol: protocol as ReceiverProtocol,
  };
  const refusal = checkReceiver(
    place,
    addresses.map(({ address }) => address),
    allow,
  );
  if (refusal) throw new ReceiverRefused(refusal);
  return addresses;
}

/** What `net` and `tls` ask for the addresses of a name; a name without any is answered as a resolver would. */
function alwaysAnswering(addresses: Addresses): LookupFunction {
  return (host, options, done) => {
    const [first] = addresses;
    if (!first) done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '');
    else if (options.all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}
