import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TemplateLibrary, trustAlso, wordNotice } from '@demarc/contracts';
import { ReceiverAllow, systemClock } from '@demarc/runtime';
import { TestAuthority } from '../../../../test/harness/certificates.js';
import { type FakeMailbox, startFakeMailbox } from '../../../../test/harness/fake-mailbox.js';
import { type FakeReceiver, startFakeReceiver } from '../../../../test/harness/fake-receiver.js';
import { aContact, aNotice } from '../../fixtures/a-notice.js';
import type { Answer } from '../channel.js';
import { askSystem } from './checked-connect.js';
import { EmailChannel } from './email.channel.js';
import { HttpPost } from './http-post.js';

const TIMEOUT_MS = 5_000;
const library = await TemplateLibrary.open();

let folder: string;
let authority: TestAuthority;
let receiver: FakeReceiver;
let starting: FakeMailbox;
let secured: FakeMailbox;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  authority = new TestAuthority(folder, 'ours');
  receiver = await startFakeReceiver(200, authority.issue('receiver'));
  starting = await startFakeMailbox(250, authority.issue('starting'));
  secured = await startFakeMailbox(250, authority.issue('secured'), 'smtps');
});
afterAll(async () => {
  await Promise.all([receiver?.stop(), starting?.stop(), secured?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function mailBy({ url }: FakeMailbox): Promise<Answer> {
  const email = new EmailChannel({
    smtpUrl: url,
    startTlsRequired: true,
    from: 'demarc@localhost',
    connections: 1,
    timeoutMs: TIMEOUT_MS,
  });
  const channel = { type: 'email', address: 'ada@contoso.example' } as const;
  const [notice, contact] = [aNotice(), aContact([channel])];
  const worded = async () => wordNotice(notice, contact, { library, channel: channel.type });
  const answer = await email.send({ notice, contact, channel, worded });
  await email.close();
  return answer;
}

async function postTo({ url }: FakeReceiver): Promise<Answer> {
  const receivers = { allow: ReceiverAllow.parse('127.0.0.1/32'), resolve: askSystem };
  const post = new HttpPost({ clock: systemClock, timeoutMs: TIMEOUT_MS, connections: 1, receivers });
  const answer = await post.send(`${url}/hook`, '{}');
  await post.close();
  return answer;
}

const WAYS = [
  ['a mail over STARTTLS', () => mailBy(starting)],
  ['a mail by smtps', () => mailBy(secured)],
  ['a webhook', () => postTo(receiver)],
] as const;

it.each(WAYS)('%s to whoever shows a certificate of a CA that nobody knows says what to do', async (_, send) => {
  const answer = await send();
  expect(answer).toMatchObject({ outcome: 'failedTemporarily', reason: 'tls' });
  expect(answer.answer).toContain('a CA that is not trusted here');
  expect(answer.answer).toContain('DEMARC_CA');
  expect([...starting.received, ...secured.received, ...receiver.received]).toEqual([]);
});

it.each(WAYS)('%s goes over TLS once that CA is trusted', async (_, send) => {
  trustAlso(authority.caFile);
  expect(await send()).toMatchObject({ outcome: 'sent' });
});

it('neither mail was sent in the clear', () => {
  expect([...starting.received, ...secured.received].map(({ secure }) => secure)).toEqual([true, true]);
});
