import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** As servers of Node take them. */
export function contentsOf({ certFile, keyFile }: CertificateFiles): { readonly cert: string; readonly key: string } {
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

const OF_THIS_MACHINE = 'IP:127.0.0.1';

/** A CA of a test's own, with its files in a folder. Needs `openssl` on the machine. */
export class TestAuthority {
  readonly caFile: string;
  readonly #keyFile: string;

  constructor(
    private readonly folder: string,
    name: string,
  ) {
    this.caFile = path.join(folder, `${name}.ca.pem`);
    this.#keyFile = path.join(folder, `${name}.ca.key`);
    make(name, { certFile: this.caFile, keyFile: this.#keyFile }, ['-addext', 'keyUsage=critical,keyCertSign']);
  }

  /** A certificate for an address or name, `IP:127.0.0.1` or `DNS:demarc.example`. Called again it is another one in the same files. */
  issue(name: string, forWhom = OF_THIS_MACHINE): CertificateFiles {
    const files = { certFile: path.join(this.folder, `${name}.pem`), keyFile: path.join(this.folder, `${name}.key`) };
    const fresh = { certFile: `${files.certFile}.new`, keyFile: `${files.keyFile}.new` };
    const issuer = ['-CA', this.caFile, '-CAkey', this.#keyFile];
    const extensions = ['-addext', `subjectAltName=${forWhom}`, '-addext', 'basicConstraints=critical,CA:FALSE'];
    make(name, fresh, [...issuer, ...extensions]);
    renameSync(fresh.keyFile, files.keyFile);
    renameSync(fresh.certFile, files.certFile);
    return files;
  }
}

function make(name: string, { certFile, keyFile }: CertificateFiles, more: readonly string[]): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const args = ['req', '-x509', ...key, '-out', certFile, '-days', '2', '-subj', `/CN=${name}`, ...more];
  execFileSync('openssl', args, { stdio: 'pipe' });
}
