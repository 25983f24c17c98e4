import { type Answer, type Reason, answerOf } from '../channel.js';

/** What nodemailer adds to its errors. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

const MAILBOX_BUSY = new Set([450, 452]);
/** Replies that name the mailbox; other 5xx refuse this mail's content or policy (RFC 5321, 4.2.3). */
const MAILBOX_REFUSED = new Set([550, 551, 553]);
/** Bad sequence of commands: the session was confused, the mail was not refused. */
const BAD_SEQUENCE = 503;

/** What it means that a mail was not taken: the server's reply code decides, else how the connection failed. */
export function answerOfSmtpError(error: unknown): Answer {
  const { code = '', responseCode, response, message, command } = error as SmtpError;
  const said = response ?? (code ? `${code} ${message}` : message);
  return answerOf(
    responseCode ? reasonOfReply(responseCode, code, command) : reasonOfFailure(error as SmtpError, code),
    said,
  );
}

function reasonOfReply(reply: number, code: string, command?: string): Reason {
  // What a server says to STARTTLS is about the connection, and nothing of the mail was told yet.
  if (code === 'ETLS' || command === 'STARTTLS') return 'tls';
  // A refused login or sender is about this relay and its settings, not about the person who is told.
  if (code === 'EAUTH' || code === 'ENOAUTH' || (command === 'MAIL FROM' && reply >= 500)) return 'relay-refused';
  if (MAILBOX_BUSY.has(reply)) return 'mailbox-busy';
  if (reply < 500 || reply === BAD_SEQUENCE) return 'server-error';
  return MAILBOX_REFUSED.has(reply) || command === 'RCPT TO' ? 'mailbox-refused' : 'refused';
}

function reasonOfFailure(error: SmtpError, code: string): Reason {
  const text = error.message;
  switch (code) {
    case 'ETIMEDOUT':
    case 'EABORT':
      return 'timeout';
    case 'EDNS':
      return 'unreachable';
    case 'ETLS':
      return 'tls';
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
      return 'relay-refused';
    case 'EPROTOCOL':
      return 'bad-answer';
    case 'EENVELOPE':
      return 'invalid-target';
    default:
      if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND/.test(text)) return 'unreachable';
      return 'reset';
  }
}
