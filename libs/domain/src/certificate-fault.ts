/** What OpenSSL and Node call the ways in which a certificate is not good (`X509_V_ERR_...`, `ERR_TLS_...`). */
const FAULTS: Readonly<Record<string, string>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'was issued by a CA that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'was issued by a CA that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'was issued by a CA that is not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'was issued by a CA that is not trusted here',
  CERT_SIGNATURE_FAILURE: 'was issued by a CA that is not trusted here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and not trusted here',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet, by the clock of this machine',
  CERT_REVOKED: 'was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
};

interface Faulty {
  readonly code?: unknown;
  readonly cause?: Faulty | null;
}

/** What is wrong with the certificate that a server showed, as the end of a sentence; null when the error is about something else. */
export function certificateFaultOf(error: unknown): string | null {
  for (let at = error as Faulty | null | undefined; at; at = at.cause) {
    const fault = FAULTS[String(at.code)];
    if (fault !== undefined) return fault;
  }
  return null;
}

/** What to do about it: see {@link certificateFaultOf}. */
export const CERTIFICATE_ADVICE =
  'Name the file of its CA in DEMARC_CA, reach the server by a name that its certificate is for, or give it another certificate.';
