import { appendFileSync, chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CertificateFiles } from './certificates.js';
import type { Servers } from './servers.js';

/** Starts the PostgreSQL of a test again, with this certificate: whoever comes without TLS is refused from now on. */
export async function demandTls(servers: Servers, { certFile, keyFile }: CertificateFiles): Promise<void> {
  const { clusterDir } = servers.postgres();
  await servers.postgres().stop();
  const { uid, gid } = statSync(clusterDir);
  const at = (name: string) => path.join(clusterDir, name);
  copyFileSync(certFile, at('server.crt'));
  copyFileSync(keyFile, at('server.key'));
  writeFileSync(at('pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  appendFileSync(at('postgresql.conf'), 'ssl = on\n');
  for (const name of ['server.crt', 'server.key']) chownSync(at(name), uid, gid);
  await servers.restartPostgres();
}
