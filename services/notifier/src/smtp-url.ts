import { z } from 'zod';

/**
 * What the mail client would read from the query, over all that is set elsewhere, and what each may be. With another
 * value it spoke without TLS to a server that has it, or with whoever answers.
 */
const SAFE: ReadonlyMap<string, string | null> = new Map([
  ['requireTLS', 'true'],
  ['ignoreTLS', 'false'],
  ['opportunisticTLS', 'false'],
  ['secure', null],
  ['tls', null],
  ['tls.rejectUnauthorized', 'true'],
]);

/** The mail server. Mails go over TLS as DEMARC_SMTP_STARTTLS says, whatever stands in a query. */
export const smtpUrlSetting = z
  .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' })
  .refine((url) => unsafeOptionOf(url) === null, {
    error: ({ input }) =>
      `must not switch TLS off by ${unsafeOptionOf(String(input))}: take it out, ` +
      'and set DEMARC_SMTP_STARTTLS, or name the CA of the mail server in DEMARC_CA',
  })
  .optional()
  .describe('The mail server. Without it mails wait: each attempt fails temporarily as `not-configured`.');

function unsafeOptionOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const unsafe = [...new URL(url).searchParams].find(([name, value]) => SAFE.has(name) && SAFE.get(name) !== value);
  return unsafe ? unsafe[0] : null;
}
