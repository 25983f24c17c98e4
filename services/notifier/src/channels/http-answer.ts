import { type Answer, type Reason, answerOf } from '../channel.js';
import { answerOfCertificate } from './certificate-answer.js';
import { ReceiverRefused } from './checked-connect.js';

/** What a receiver's HTTP status means. `now` is epoch milliseconds, for a `Retry-After` that is a date. */
export function answerOfStatus(status: number, retryAfter: string | null, body: string | null, now: number): Answer {
  const said = body ? `${status} ${body}` : String(status);
  const reason = reasonOfStatus(status);
  const retryAfterMs = readRetryAfter(retryAfter, now);
  return answerOf(reason, said, retryAfterMs ?? undefined);
}

function reasonOfStatus(status: number): Reason {
  if (status >= 200 && status < 300) return 'accepted';
  if (status >= 300 && status < 400) return 'redirected';
  if (status >= 500) return 'server-error';
  switch (status) {
    case 401:
    case 403:
      return 'unauthorised';
    case 408:
      return 'timeout';
    case 410:
      return 'gone';
    case 425:
    case 429:
      return 'throttled';
    default:
      return status >= 400 ? 'refused' : 'bad-answer';
  }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3) as milliseconds from `now`; null when absent or unreadable. */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What it means that no answer came. */
export function answerOfNetworkError(error: unknown): Answer {
  if (error instanceof ReceiverRefused) return answerOf(error.refusal.reason, error.message);
  const { name, message, code } = describe(error);
  const said = code ? `${code} ${message}` : message;
  if (name === 'TimeoutError' || name === 'AbortError' || TIMEOUTS.has(code)) return answerOf('timeout', said);
  if (UNREACHABLE.has(code)) return answerOf('unreachable', said);
  if (code.startsWith('HPE_')) return answerOf('bad-answer', said);
  const distrusted = answerOfCertificate(code, message);
  if (distrusted) return distrusted;
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code)) return answerOf('tls', said);
  return answerOf('reset', said);
}

interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly errors?: readonly Failure[];
}

/** A connection that was tried on several addresses fails with the reasons of each inside. */
function describe(error: unknown): { name: string; message: string; code: string } {
  const outer = (error ?? {}) as Failure;
  const { code, message } = outer.errors?.[0] ?? outer;
  const name = outer.name ?? '';
  return {
    name,
    message: message || outer.message || name || String(error),
    code: typeof code === 'string' ? code : '',
  };
}
