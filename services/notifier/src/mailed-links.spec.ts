import { describe, expect, it } from '@jest/globals';
import { LINK_COMMANDS, type NoticeMessage } from '@demarc/contracts';
import { NOTICE_KINDS, instantOf } from '@demarc/domain';
import { LinkSigner, newLinkSecret } from '@demarc/runtime';
import { aContact, aNotice, emailTo } from '../fixtures/a-notice.js';
import { MailedLinks } from './mailed-links.js';

const NOW = Date.UTC(2026, 10, 22, 10);
const DAY_MS = 24 * 3_600_000;
const signer = new LinkSigner(newLinkSecret());
const links = new MailedLinks({
  signer,
  publicUrl: 'https://demarc.example/',
  clock: { now: () => instantOf(NOW) },
});
const contact = aContact([emailTo('security@contoso.example')]);
const read = (url: string) => signer.read(url.replace('https://demarc.example/answer/', ''));
const offer = (dueAt: number): NoticeMessage['details'] => ({
  of: 'offer',
  offerId: contact.id,
  by: 'microsoft/alex',
  from: 'microsoft/operations',
  to: 'customer/security',
  reason: 'yours',
  dueAt: instantOf(dueAt),
});

describe('the links of a mail', () => {
  it('are those that fit its kind, and every command has a kind', () => {
    const commands = NOTICE_KINDS.map((kind) => {
      const details =
        kind === 'escalation' ? ({ of: kind, clock: 'first-response' } as NoticeMessage['details']) : null;
      return links.for(aNotice({ kind, details }), contact).map(({ url }) => read(url)!.command);
    });
    expect(Object.fromEntries(NOTICE_KINDS.map((kind, at) => [kind, commands[at]]))).toMatchObject({
      assignment: ['acknowledge'],
      offer: ['accept', 'refuse'],
      request: ['answer'],
      escalation: ['acknowledge'],
      advisory: ['acknowledge-notice'],
    });
    expect(new Set(commands.flat())).toEqual(new Set(LINK_COMMANDS));
  });

  it('name the notice and the contact, and work for a week or as long as the offer', () => {
    const notice = aNotice();
    const [link] = links.for(notice, contact);
    const week = instantOf(NOW + 7 * DAY_MS);
    expect(read(link!.url)).toEqual({
      noticeId: notice.id,
      contactId: contact.id,
      command: 'acknowledge',
      expiresAt: week,
    });
    const until = (dueAt: number) =>
      read(links.for(aNotice({ kind: 'offer', details: offer(dueAt) }), contact)[0]!.url)!.expiresAt;
    expect(until(NOW + DAY_MS)).toBe(instantOf(NOW + DAY_MS));
    expect(until(NOW + 9 * DAY_MS)).toBe(week);
  });

  it('say in the language of the contact what they do', () => {
    const labels = links.for(aNotice({ kind: 'offer' }), { ...contact, language: 'fr-CA' }).map(({ label }) => label);
    expect(labels).toEqual(['Accepter', 'Refuser']);
  });

  it('are for customers alone', () => {
    expect(links.for(aNotice({ queue: 'microsoft/operations' }), contact)).toEqual([]);
  });
});
