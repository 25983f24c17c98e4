import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncidentNotice, TemplateLibrary, wordNotice } from '@demarc/contracts';
import type { ChannelType } from '@demarc/domain';
import { ReceiverAllow, systemClock } from '@demarc/runtime';
import { type FakeMailbox, startFakeMailbox } from '../../../../test/harness/fake-mailbox.js';
import {
  type FakeReceiver,
  type ReceiverAnswer,
  isSignedBy,
  startFakeReceiver,
} from '../../../../test/harness/fake-receiver.js';
import { asSlack, asTeams } from '../../../../test/harness/room-answers.js';
import { SECRET, aContact, aNotice } from '../../fixtures/a-notice.js';
import type { Answer, ChannelOf, Letter } from '../channel.js';
import { type Receivers, askSystem } from './checked-connect.js';
import { EmailChannel } from './email.channel.js';
import { SlackChannel } from './slack.channel.js';
import { TeamsChannel } from './teams.channel.js';
import { WebhookChannel } from './webhook.channel.js';

const TIMEOUT_MS = 400;
const receivers: Receivers = { allow: ReceiverAllow.parse('127.0.0.1/32'), resolve: askSystem };

let receiver: FakeReceiver;
let mailbox: FakeMailbox;
let webhook: WebhookChannel;
let email: EmailChannel;
let teams: TeamsChannel;
let slack: SlackChannel;
beforeAll(async () => {
  receiver = await startFakeReceiver();
  mailbox = await startFakeMailbox((recipient) => MAILBOXES[recipient]!);
  webhook = new WebhookChannel({ clock: systemClock, timeoutMs: TIMEOUT_MS, perLane: 8, receivers });
  teams = new TeamsChannel({ clock: systemClock, timeoutMs: TIMEOUT_MS, receivers });
  slack = new SlackChannel({ clock: systemClock, timeoutMs: TIMEOUT_MS, receivers });
  email = new EmailChannel({
    smtpUrl: mailbox.url,
    startTlsRequired: false,
    from: 'Demarc <demarc@localhost>',
    connections: 2,
    timeoutMs: TIMEOUT_MS,
  });
});
afterAll(async () => {
  await Promise.all([webhook, teams, slack, email].map((channel) => channel.close()));
  await Promise.all([receiver.stop(), mailbox.stop()]);
});

const MAILBOXES: Record<string, 250 | 450 | 452 | 550 | 'refuse-content' | 'hang' | 'reset'> = {
  'fine@contoso.example': 250,
  'greylisted@contoso.example': 450,
  'full@contoso.example': 452,
  'unknown@contoso.example': 550,
  'filter@contoso.example': 'refuse-content',
  'hang@contoso.example': 'hang',
  'reset@contoso.example': 'reset',
};

const library = await TemplateLibrary.open();
const letter = <Type extends ChannelType>(
  channel: ChannelOf<Type>,
  notice = aNotice(),
  contact = aContact([channel]),
): Letter<Type> => ({
  notice,
  contact,
  channel,
  worded: async () => wordNotice(notice, contact, { library, channel: channel.type }),
});
/** One table for the three channels that post: what their receiver does must mean the same in each. */
const POSTING = {
  webhook: (url: string) => webhook.send(letter({ type: 'webhook', url, secret: SECRET })),
  teams: (url: string) => teams.send(letter({ type: 'teams', url })),
  slack: (url: string) => slack.send(letter({ type: 'slack', url })),
} as const;
type Posting = keyof typeof POSTING;
const EVERY_POSTING = ['webhook', 'teams', 'slack'] as const;

const post = async (through: Posting, answer: ReceiverAnswer): Promise<Answer> => {
  receiver.answerWith(answer);
  return POSTING[through](receiver.url);
};
const mailTo = (address: string) => email.send(letter({ type: 'email', address }));

type Outcome = readonly [Answer['outcome'], Answer['reason']];

const RECEIVERS: readonly [string, ReceiverAnswer, ...Outcome][] = [
  ['200', 200, 'sent', 'accepted'],
  ['202', 202, 'sent', 'accepted'],
  ['200 with an endless body', 'half', 'sent', 'accepted'],
  ['200 with a megabyte', { status: 200, body: 'x'.repeat(1_000_000) }, 'sent', 'accepted'],
  ['302', { status: 302, headers: { location: '/elsewhere' } }, 'failedPermanently', 'redirected'],
  ['400', 400, 'failedPermanently', 'refused'],
  ['403', 403, 'failedPermanently', 'unauthorised'],
  ['404', 404, 'failedPermanently', 'refused'],
  ['410', 410, 'failedPermanently', 'gone'],
  ['429', 429, 'failedTemporarily', 'throttled'],
  ['500', 500, 'failedTemporarily', 'server-error'],
  ['503', 503, 'failedTemporarily', 'server-error'],
  ['no answer at all', 'hang', 'failedTemporarily', 'timeout'],
  ['a reset', 'reset', 'failedTemporarily', 'reset'],
];
const ADDRESSES: readonly [string, string, ...Outcome][] = [
  ['without a server', 'http://127.0.0.1:1/hook', 'failedTemporarily', 'unreachable'],
  ['to no URL', 'not a url', 'failedPermanently', 'invalid-target'],
  ['to a file', 'file:///etc/passwd', 'failedPermanently', 'invalid-target'],
  ['with credentials', 'https://ada:pw@receiver.example/', 'failedPermanently', 'invalid-target'],
  ['to an address inside', 'https://10.0.0.1/hook', 'failedPermanently', 'address-refused'],
  ['to the cloud’s metadata', 'http://169.254.169.254/latest', 'failedPermanently', 'address-refused'],
  ['to loopback in disguise', 'http://[::ffff:127.0.0.2]:1/hook', 'failedPermanently', 'address-refused'],
  ['outside in the clear', 'http://198.41.0.4/hook', 'failedPermanently', 'not-https'],
];
type Case = readonly [name: string, send: () => Promise<Answer>, ...Outcome];
const POSTED = EVERY_POSTING.flatMap((through): readonly Case[] => [
  ...RECEIVERS.map(([name, answer, ...outcome]): Case => [
    `${through}: ${name}`,
    () => post(through, answer),
    ...outcome,
  ]),
  ...ADDRESSES.map(([name, url, ...outcome]): Case => [`${through} ${name}`, () => POSTING[through](url), ...outcome]),
]);

/** What every channel promises, whatever the receiver does: an answer, with a reason of the closed set, and in time. */
const CONTRACT: readonly Case[] = [
  ...POSTED,
  [
    'webhook with a broken secret',
    () => webhook.send(letter({ type: 'webhook', url: receiver.url, secret: 'whsec_%%%' })),
    'failedPermanently',
    'invalid-secret',
  ],
  ['mail 250', () => mailTo('fine@contoso.example'), 'sent', 'accepted'],
  ['mail 450', () => mailTo('greylisted@contoso.example'), 'failedTemporarily', 'mailbox-busy'],
  ['mail 452', () => mailTo('full@contoso.example'), 'failedTemporarily', 'mailbox-busy'],
  ['mail 550', () => mailTo('unknown@contoso.example'), 'failedPermanently', 'mailbox-refused'],
  ['mail 554 on its content', () => mailTo('filter@contoso.example'), 'failedPermanently', 'refused'],
  ['mail that hangs', () => mailTo('hang@contoso.example'), 'failedTemporarily', 'timeout'],
  ['mail that resets', () => mailTo('reset@contoso.example'), 'failedTemporarily', 'reset'],
  [
    'mail to no address',
    () => mailTo('fine@contoso.example, more@contoso.example'),
    'failedPermanently',
    'invalid-target',
  ],
];

describe('every channel answers', () => {
  it.each(CONTRACT)('%s', async (_name, send, outcome, reason) => {
    const answer = await send();
    expect({ outcome: answer.outcome, reason: answer.reason }).toEqual({ outcome, reason });
    expect(answer.answer?.length ?? 0).toBeLessThanOrEqual(1_024);
  });
});

describe('a webhook', () => {
  it('is signed, and has the same id and body on every attempt', async () => {
    receiver.answerWith(500);
    const [notice, channel] = [aNotice(), { type: 'webhook', url: receiver.url, secret: SECRET } as const];
    const contact = aContact([channel]);
    await webhook.send(letter(channel, notice, contact));
    await webhook.send(letter(channel, notice, contact));
    const [first, second] = await receiver.waitFor(({ json }) => json.data?.notice.id === notice.id, 2);
    expect([isSignedBy(first!, SECRET), isSignedBy(second!, SECRET)]).toEqual([true, true]);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
    expect(first!.json).toMatchObject({
      type: 'incident.assigned',
      timestamp: notice.owedAt,
      data: { incident: { id: notice.incidentId } },
    });
    expect(first!.body).not.toContain(SECRET);
  });
});

describe('a channel that posts', () => {
  it.each(EVERY_POSTING)('%s passes on how long the receiver wants to be left alone', async (through) => {
    const answer = await post(through, { status: 429, headers: { 'retry-after': '7' }, body: 'slow down' });
    expect(answer).toEqual({
      outcome: 'failedTemporarily',
      reason: 'throttled',
      answer: '429 slow down',
      retryAfterMs: 7_000,
    });
  });

  it.each(EVERY_POSTING)('%s does not go where a redirect points', async (through) => {
    const { length } = receiver.received;
    await post(through, { status: 307, headers: { location: `${receiver.url}/elsewhere` } });
    expect(receiver.received.slice(length).map(({ path }) => path)).toEqual(['/hook']);
  });
});

describe('a room', () => {
  it.each([
    ['teams', asTeams],
    ['slack', asSlack],
  ] as const)('of %s takes what is sent, however much it is', async (through, like) => {
    const long = aNotice({ because: 'é'.repeat(60_000) }, { title: '😀'.repeat(30_000) });
    receiver.answerWith(like);
    const channel = { type: through, url: receiver.url } as const;
    const send = (notice: IncidentNotice) =>
      channel.type === 'teams'
        ? teams.send(letter({ ...channel, type: 'teams' }, notice))
        : slack.send(letter({ ...channel, type: 'slack' }, notice));
    expect(await send(aNotice())).toMatchObject({ outcome: 'sent' });
    expect(await send(long)).toMatchObject({ outcome: 'sent' });
  });

  it.each([
    ['teams', asTeams],
    ['slack', asSlack],
  ] as const)('of %s refuses another one’s message', async (through, like) => {
    receiver.answerWith(like);
    const other = through === 'teams' ? 'slack' : 'teams';
    expect(await POSTING[other](receiver.url)).toMatchObject({ outcome: 'failedPermanently', reason: 'refused' });
  });
});

describe('a mail', () => {
  it('groups with the other mails of its incident and has an id of its own', async () => {
    const notice = aNotice({}, { title: 'Bad\r\nBcc: x@contoso.example' });
    const contact = aContact([], { name: 'Zoë\r\nBcc: y@contoso.example' });
    const to = { type: 'email', address: 'fine@contoso.example' } as const;
    await email.send(letter(to, notice, contact));
    const [received] = await mailbox.waitFor(({ mail }) => mail.messageId === `<${notice.id}.${contact.id}@demarc>`);
    const { mail } = received!;
    expect([mail.references].flat()).toEqual([`<${notice.incidentId}@demarc>`]);
    expect(mail.inReplyTo).toBe(`<${notice.incidentId}@demarc>`);
    expect(mail.subject).toBe('[Demarc] A INC-7K3Q9-X2M4P Yours: Bad Bcc: x@contoso.example');
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.text).toContain('Clause CU-1');
    expect(mail.html).toContain('Clause CU-1');
  });

  it('waits as not-configured while there is no server', async () => {
    const none = new EmailChannel({
      smtpUrl: null,
      startTlsRequired: false,
      from: 'demarc@localhost',
      connections: 1,
      timeoutMs: TIMEOUT_MS,
    });
    const answer = await none.send(letter({ type: 'email', address: 'fine@contoso.example' }));
    expect(answer).toMatchObject({ outcome: 'failedTemporarily', reason: 'not-configured' });
  });

  it('sends no mail over a connection that is not secured when it must be', async () => {
    const secured = new EmailChannel({
      smtpUrl: mailbox.url,
      startTlsRequired: true,
      from: 'demarc@localhost',
      connections: 1,
      timeoutMs: TIMEOUT_MS,
    });
    const before = mailbox.received.length;
    const answer = await secured.send(letter({ type: 'email', address: 'fine@contoso.example' }));
    await secured.close();
    expect(answer).toMatchObject({ outcome: 'failedTemporarily', reason: 'tls' });
    expect(mailbox.received).toHaveLength(before);
  });
});
