import { describe, expect, it } from '@jest/globals';
import { aContact, aNotice, emailTo } from '../../fixtures/a-notice.js';
import { mailHtml } from './mail-html.js';
import { mailSubject, mailText } from './mail-text.js';

const contact = aContact([emailTo('soc@contoso.example')]);

describe('a mail', () => {
  it('says what, whose under which clause, why this contact, and what to do first', () => {
    const text = mailText(aNotice(), contact);
    for (const part of [
      'Suspicious process on LAPTOP-7',
      'Device or subject: LAPTOP-7',
      'owned by the customer (queue customer/security)',
      'Clause CU-1 of policy 2021-08-08: Security alerts on other devices',
      '"The customer owns these." (MD:operate/roles)',
      'You are the contact for security.',
      'demarc ack INC-7K3Q9-X2M4P',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('asks nothing of the party that is only informed', () => {
    const text = mailText(aNotice({ kind: 'advisory', queue: 'microsoft/operations' }), contact);
    expect(text).toContain('Nothing is asked of you.');
    expect(text).not.toContain('demarc ack');
  });

  it('tells a substitute why', () => {
    const text = mailText(aNotice({ queue: 'customer/devices' }), contact);
    expect(text).toContain('Nobody is named as the contact for devices; you are told as the contact for security.');
  });

  it('keeps the subject on one line whatever the source wrote', () => {
    const notice = aNotice({}, { title: 'Printer\r\nBcc: everyone@contoso.example\u2028down' });
    expect(mailSubject(notice)).toBe('[Demarc] A INC-7K3Q9-X2M4P Printer Bcc: everyone@contoso.example down');
  });

  it('escapes what the source wrote', () => {
    const html = mailHtml(aNotice({}, { title: '<img src=x onerror="alert(1)">' }), contact);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html).not.toContain('<img');
  });
});
