import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type CertificateFiles, contentsOf } from './certificates.js';
import { ReceivedLog } from './received-log.js';

/** A reply to `RCPT TO` when it is a 4xx or 5xx. `hang`: takes the mail and never says so. `reset`: breaks the connection. */
export type MailboxAnswer = 250 | 450 | 452 | 550 | 'refuse-content' | 'hang' | 'reset';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
  readonly answer: MailboxAnswer;
  /** It came over TLS. */
  readonly secure: boolean;
}

export interface FakeMailbox extends ReceivedLog<ReceivedMail> {
  readonly url: string;
  /** From now on mails are answered like this; by recipient, when it is a function. */
  answerWith(answer: MailboxAnswer | ((recipient: string) => MailboxAnswer)): void;
  stop(): Promise<void>;
}

const fault = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** An SMTP server that behaves as badly as real ones, and keeps every mail whose content it saw. With a certificate it offers STARTTLS. */
export async function startFakeMailbox(
  answer: Parameters<FakeMailbox['answerWith']>[0] = 250,
  startTls?: CertificateFiles,
): Promise<FakeMailbox> {
  let answering = answer;
  const log = new ReceivedLog<ReceivedMail>('mails');
  const answerTo = (recipient: string) => (typeof answering === 'function' ? answering(recipient) : answering);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: startTls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(startTls && contentsOf(startTls)),
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    onRcptTo({ address }, _session, done) {
      const chosen = answerTo(address);
      done(typeof chosen === 'number' && chosen >= 400 ? fault(chosen, `the mailbox says ${chosen}`) : null);
    },
    onData(stream, session, done) {
      const receive = async () => {
        const raw = Buffer.concat((await stream.toArray()) as Buffer[]);
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const chosen = answerTo(to[0] ?? '');
        const { secure } = session;
        log.add({ to, raw: raw.toString('utf8'), mail: await simpleParser(raw), answer: chosen, secure });
        if (chosen === 'hang') return;
        if (chosen === 'reset') for (const connection of server.connections) connection.close();
        else done(chosen === 'refuse-content' ? fault(554, 'this content is not wanted') : null);
      };
      void receive();
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return Object.assign(log, {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    answerWith: (next: typeof answering) => {
      answering = next;
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  });
}
