import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { type SecureContextOptions, type Server, createSecureContext } from 'node:tls';
import { ConfigError } from '../config.js';
import type { Log } from '../log.js';

/** What a door speaks TLS with: files in PEM. */
export interface ListenerTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** Only whoever has a certificate of one of these CAs is let in. */
  readonly clientCaFile?: string;
}

/** The settings of a service that say so; see `baseConfig`. */
export interface ListenerTlsSettings {
  readonly DEMARC_TLS_CERT?: string | undefined;
  readonly DEMARC_TLS_KEY?: string | undefined;
  readonly DEMARC_TLS_CLIENT_CA?: string | undefined;
}

/** Links of a mounted secret are changed as a whole; asking is the one way that sees each kind of change. */
const LOOK_EVERY_MS = 1_000;

/** Null: the door speaks plain HTTP. Throws {@link ConfigError} when what is set cannot be used. */
export function listenerTlsOf(settings: ListenerTlsSettings): ListenerTls | null {
  const { DEMARC_TLS_CERT: certFile, DEMARC_TLS_KEY: keyFile, DEMARC_TLS_CLIENT_CA: clientCaFile } = settings;
  if (!certFile && !keyFile && !clientCaFile) return null;
  if (!certFile || !keyFile)
    throw new ConfigError([
      'DEMARC_TLS_CERT, DEMARC_TLS_KEY: TLS needs both, the certificate with its chain and its key; set both, or none',
    ]);
  const tls: ListenerTls = { certFile, keyFile, ...(clientCaFile && { clientCaFile }) };
  try {
    usable(tls);
  } catch (error) {
    throw new ConfigError([`DEMARC_TLS_CERT, DEMARC_TLS_KEY: cannot be used: ${(error as Error).message}`]);
  }
  return tls;
}

/** Options of a server that speaks TLS. */
export function serverOptions(tls: ListenerTls) {
  return { ...usable(tls), ...(tls.clientCaFile && { requestCert: true, rejectUnauthorized: true }) };
}

/**
 * Serves the certificate that the files hold whenever they change: it can be renewed without a restart. While a pair
 * does not fit, as between the two writes of a renewal, the one before is served. Answers how to end it.
 */
export function followCertificate(server: Server, tls: ListenerTls, log: Log): () => void {
  const read = (): void => {
    try {
      server.setSecureContext(usable(tls));
      log.info({ file: tls.certFile }, 'the certificate was read again');
    } catch (error) {
      log.warn({ err: error, file: tls.certFile }, 'the changed certificate cannot be used; the one before is served');
    }
  };
  const files = [tls.certFile, tls.keyFile, ...(tls.clientCaFile ? [tls.clientCaFile] : [])];
  for (const file of files) watchFile(file, { persistent: false, interval: LOOK_EVERY_MS }, read);
  return () => {
    for (const file of files) unwatchFile(file, read);
  };
}

/** Throws when the files cannot be read, or key and certificate do not belong together. */
function usable({ certFile, keyFile, clientCaFile }: ListenerTls): SecureContextOptions {
  const files = {
    cert: readFileSync(certFile, 'utf8'),
    key: readFileSync(keyFile, 'utf8'),
    ...(clientCaFile && { ca: readFileSync(clientCaFile, 'utf8') }),
  };
  createSecureContext(files);
  return files;
}
