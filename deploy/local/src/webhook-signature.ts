import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How a receiver sees a signature; `unchecked` when it does not know the secret. */
export type SignatureVerdict = 'valid' | 'invalid' | 'missing' | 'too-old' | 'unchecked';

const TOLERANCE_S = 5 * 60;

/**
 * Checks a webhook as the Standard Webhooks specification tells receivers to. Written out here on purpose: the sender
 * signs with the `standardwebhooks` library, and a receiver with the same code would not notice its mistakes.
 *
 * @param secret `whsec_` and base64, or null when unknown
 */
export function checkSignature(
  secret: string | null,
  headers: IncomingHttpHeaders,
  body: Buffer,
  now: Date,
): SignatureVerdict {
  if (!secret) return 'unchecked';
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'missing';
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_S)) return 'too-old';

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  // Several signatures stand side by side while a secret is being changed.
  const oneFits = signatures.split(' ').some((signature) => {
    const [version, value] = signature.split(',', 2);
    const given = Buffer.from(value ?? '', 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return oneFits ? 'valid' : 'invalid';
}
