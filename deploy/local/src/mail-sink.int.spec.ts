import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';

import { INDEX_FILE, listMails, readMail } from './kept-mails.js';
import { startMailSink, type MailSink } from './mail-sink.js';

describe('the mail sink', () => {
  let dir: string;
  let sink: MailSink;
  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'demarc-mail-'));
    sink = await startMailSink({ dir, port: 0 });
  });
  afterAll(async () => {
    await sink.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const mail = { from: 'demarc@example.test', to: 'ops@contoso.test', text: 'in words', html: '<p>in colour</p>' };

  it('keeps what was sent, readable by its parts', async () => {
    const transport = createTransport(sink.url);
    await transport.sendMail({
      ...mail,
      subject: 'Störung auf Gerät 7: zugewiesen an das Team für Arbeitsplätze – bitte bestätigen',
      bcc: 'hidden@contoso.test',
      messageId: '<one@demarc>',
      inReplyTo: '<zero@demarc>',
      headers: { 'X-Demarc-Incident': 'CON-1' },
    });
    transport.close();
    const [kept] = await listMails(dir);
    expect(kept).toMatchObject({
      from: 'demarc@example.test',
      to: ['ops@contoso.test', 'hidden@contoso.test'],
      subject: 'Störung auf Gerät 7: zugewiesen an das Team für Arbeitsplätze – bitte bestätigen',
      messageId: '<one@demarc>',
      inReplyTo: '<zero@demarc>',
    });
    expect(await readMail(dir, kept!.id)).toMatchObject({
      text: expect.stringContaining('in words'),
      html: expect.stringContaining('in colour'),
      headers: { 'x-demarc-incident': 'CON-1' },
    });
    expect(await readMail(dir, 'no-such-mail')).toBeNull();
  });

  it('takes 500 mails over a few connections, all different, in a few seconds', async () => {
    const before = (await listMails(dir)).length;
    const transport = createTransport({
      url: sink.url,
      pool: true,
      maxConnections: 5,
      maxMessages: Infinity,
    } as object);
    const subjects = Array.from({ length: 500 }, (_, index) => `mail ${index}`);
    await Promise.all(subjects.map((subject) => transport.sendMail({ ...mail, subject })));
    transport.close();
    const kept = (await listMails(dir)).slice(before);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(500);
    expect(kept.map(({ subject }) => subject).sort()).toEqual(subjects.sort());
  }, 20_000);

  it('goes on after a kill cut its index short', async () => {
    appendFileSync(path.join(dir, INDEX_FILE), '{"id":"cut sho');
    const before = (await listMails(dir)).length;
    const next = await startMailSink({ dir, port: 0 });
    const transport = createTransport(next.url);
    await transport.sendMail({ ...mail, subject: 'after the kill' });
    transport.close();
    await next.stop();
    const kept = await listMails(dir);
    expect(kept).toHaveLength(before + 1);
    expect(kept.at(-1)?.subject).toBe('after the kill');
  });
});
