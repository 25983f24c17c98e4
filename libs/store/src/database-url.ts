/** What the driver knows, and each checks the certificate with the name or speaks no TLS at all. */
const CHECKED = new Set(['disable', 'prefer', 'require', 'verify-ca', 'verify-full']);

/**
 * The driver can be told by the URL to speak TLS with whoever answers, which looks secured and is not: throws, saying
 * what to write instead.
 */
export function requireCheckedTls(url: string): void {
  const { host, searchParams } = new URL(url);
  const mode = searchParams.getAll('sslmode').find((given) => !CHECKED.has(given));
  const unsafe = mode === undefined ? searchParams.has('uselibpqcompat') && 'uselibpqcompat' : `sslmode=${mode}`;
  if (!unsafe) return;
  throw new Error(
    `DATABASE_URL says ${unsafe}, with which nobody checks that it is PostgreSQL at ${host} that answers. ` +
      'Write sslmode=verify-full, and name the file of its CA in sslrootcert or in DEMARC_CA.',
  );
}
