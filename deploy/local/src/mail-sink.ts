import { createWriteStream, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

import { INDEX_FILE, mailFile, type KeptMail } from './kept-mails.js';

export interface MailSinkOptions {
  /** Where mails are kept; made when missing. */
  readonly dir: string;
  readonly port: number;
  readonly host?: string;
}

export interface MailSink {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const MAX_MAIL_BYTES = 10 * 1024 ** 2;

/**
 * Starts an SMTP server that sends nothing on: each mail becomes an `.eml` file and a line of the index, both written
 * before the sender is told 250.
 *
 * @throws when the port cannot be had
 */
export async function startMailSink({ dir, port, host = '127.0.0.1' }: MailSinkOptions): Promise<MailSink> {
  mkdirSync(dir, { recursive: true });
  const index = createWriteStream(path.join(dir, INDEX_FILE), { flags: 'a' });
  // A line cut short by a kill must not swallow the first new one.
  index.write('\n');
  let count = 0;
  const nextId = (): string => `${Date.now().toString(36)}-${process.pid.toString(36)}-${(++count).toString(36)}`;

  const server = new SMTPServer({
    name: 'demarc-mail-sink',
    size: MAX_MAIL_BYTES,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      keep(stream, session, nextId()).then(
        (id) => done(null, `kept as ${id}`),
        (error: Error & { responseCode?: number }) => done(error),
      );
    },
  });

  async function keep(stream: SMTPServerDataStream, session: SMTPServerSession, id: string): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded)
      throw Object.assign(new Error(`a mail may have ${MAX_MAIL_BYTES} bytes`), { responseCode: 552 });
    const raw = Buffer.concat(chunks);
    await writeFile(mailFile(dir, id), raw);
    const line = `${JSON.stringify(await describeMail(id, raw, session))}\n`;
    await new Promise<void>((resolve, reject) => index.write(line, (error) => (error ? reject(error) : resolve())));
    return id;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // A sender that hangs up in the middle is its own affair.
  server.on('error', () => undefined);
  const bound = (server.server.address() as { port: number }).port;
  return {
    port: bound,
    url: `smtp://${host}:${bound}`,
    stop: () => new Promise((resolve) => server.close(() => index.end(() => resolve()))),
  };
}

/** Parses the headers alone: taking every mail apart in full would slow its sender down. */
async function describeMail(id: string, raw: Buffer, session: SMTPServerSession): Promise<KeptMail> {
  const end = raw.indexOf('\r\n\r\n');
  const { subject, messageId, inReplyTo } = await simpleParser(end < 0 ? raw : raw.subarray(0, end + 4));
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id,
    receivedAt: new Date().toISOString(),
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    subject: subject ?? '',
    messageId: messageId ?? '',
    inReplyTo: inReplyTo ?? null,
    bytes: raw.length,
  };
}
