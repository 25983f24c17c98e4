import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * From now on this process also trusts servers whose certificates the CAs of this file issued, whatever it speaks with
 * them: PostgreSQL, NATS, SMTP, https. Given nothing it does nothing. Throws when the file is not what DEMARC_CA needs.
 */
export function trustAlso(file: string | undefined): void {
  if (!file) return;
  // An older Node than ours may run a script of operators, and has no such thing.
  if (!('setDefaultCACertificates' in tls))
    throw new Error(`DEMARC_CA: needs Node 24.5 or newer, and this is ${process.version}: use \`npx node\``);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...certificatesIn(file)]);
}

/** Node would take what is no certificate without a word, and then trust nobody. */
function certificatesIn(file: string): readonly string[] {
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    if (found.length === 0) throw new Error('it holds no certificate in PEM');
    for (const one of found) new X509Certificate(one);
    return found;
  } catch (error) {
    throw new Error(`DEMARC_CA: ${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
