import { mailHtml, mailText } from '@demarc/contracts';
import { createTransport } from 'nodemailer';
import { type Answer, type Letter, type NoticeChannel, answerOf } from '../channel.js';
import { answerOfSmtpError } from './smtp-answer.js';

export interface EmailOptions {
  /** Null: there is no server, and mails wait until there is. */
  readonly smtpUrl: string | null;
  /** A connection that is not secured carries no mail. Certificates are checked in any case. */
  readonly startTlsRequired: boolean;
  readonly from: string;
  readonly connections: number;
  /** For the whole attempt, waiting for a free connection included. */
  readonly timeoutMs: number;
}

const MAILS_PER_CONNECTION = 1_000;
/** A kept connection that the server has closed meanwhile is the usual fault, and worth one more try at once. */
const REQUEUES = 1;
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

/** Notices as mails through one SMTP relay. The mails of an incident group by their references. */
export class EmailChannel implements NoticeChannel<'email'> {
  readonly type = 'email';
  readonly perLane: number;
  readonly #options: EmailOptions;
  readonly #transport: ReturnType<typeof openTransport> | null;

  constructor(options: EmailOptions) {
    this.#options = options;
    this.perLane = options.connections;
    this.#transport = options.smtpUrl === null ? null : openTransport(options, options.smtpUrl);
  }

  /** All mails go through one relay. */
  laneOf(): string {
    return 'smtp';
  }

  async send({ notice, contact, channel: { address }, worded }: Letter<'email'>): Promise<Answer> {
    if (!this.#transport) return answerOf('not-configured', 'SMTP_URL is not set');
    if (!ADDRESS.test(address)) return answerOf('invalid-target', 'the address is not one of a mailbox');
    const words = await worded();
    const thread = notice.incidentId && `<${notice.incidentId}@demarc>`;
    try {
      const { response } = await this.#transport.sendMail({
        from: this.#options.from,
        to: { name: contact.name.replace(/[\r\n]+/g, ' '), address },
        subject: words.subject,
        text: mailText(words),
        html: mailHtml(words),
        messageId: `<${notice.id}.${contact.id}@demarc>`,
        ...(thread ? { references: thread, inReplyTo: thread } : {}),
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      return answerOf('accepted', response);
    } catch (error) {
      return answerOfSmtpError(error);
    }
  }

  async close(): Promise<void> {
    this.#transport?.close({ force: true });
  }
}

function openTransport({ connections, timeoutMs, startTlsRequired }: EmailOptions, url: string) {
  return createTransport({
    url,
    pool: true,
    requireTLS: startTlsRequired,
    maxConnections: connections,
    maxMessages: MAILS_PER_CONNECTION,
    maxRequeues: REQUEUES,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
