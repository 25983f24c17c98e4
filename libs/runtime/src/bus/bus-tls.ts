import { isIP } from 'node:net';
import { type PeerCertificate, checkServerIdentity } from 'node:tls';

/** A certificate of our own that NATS may ask for: files in PEM, read at each connection. */
export interface BusTlsSettings {
  readonly DEMARC_NATS_CERT?: string | undefined;
  readonly DEMARC_NATS_KEY?: string | undefined;
}

/**
 * How to speak TLS with these servers, named as in a URL. It is demanded when one of them is `tls://` or a certificate
 * is shown; otherwise it is spoken when the server offers it, and whoever sits between could take that offer away.
 */
export function busTlsOf(urls: readonly URL[], settings: BusTlsSettings): object | undefined {
  const { DEMARC_NATS_CERT: certFile, DEMARC_NATS_KEY: keyFile } = settings;
  const demanded = Boolean(certFile || keyFile) || urls.some(({ protocol }) => protocol === 'tls:');
  if (!demanded) return undefined;
  const hosts = urls.map(({ hostname }) => hostname.replace(/^\[(.*)\]$/, '$1'));
  return {
    ...(certFile && { certFile }),
    ...(keyFile && { keyFile }),
    checkServerIdentity: (asked: string, certificate: PeerCertificate) => faultOf(asked, hosts, certificate),
  };
}

/** The client names no host when it was given an address, and Node then asks whether the certificate is for "localhost". */
function faultOf(asked: string, hosts: readonly string[], certificate: PeerCertificate): Error | undefined {
  const addresses = hosts.includes(asked) ? [] : hosts.filter((host) => isIP(host) > 0);
  if (addresses.length === 0) return checkServerIdentity(asked, certificate);
  const faults = addresses.map((address) => checkServerIdentity(address, certificate));
  return faults.includes(undefined) ? undefined : faults[0];
}
