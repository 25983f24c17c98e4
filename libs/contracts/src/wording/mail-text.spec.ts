import { describe, expect, it } from '@jest/globals';
import type { IncidentNotice } from '../bus/messages.js';
import { mailHtml } from './mail-html.js';
import { mailText } from './mail-text.js';
import { sampleContact, sampleNotice } from './sample-notice.js';
import { TemplateLibrary } from './template-library.js';
import { wordNotice } from './word-notice.js';

const library = await TemplateLibrary.open();
const worded = (notice: IncidentNotice) => wordNotice(notice, sampleContact('en'), { library, channel: 'email' });

/** Of a queue, with what a test wants to be different. */
function aNotice(
  more: Partial<IncidentNotice> = {},
  incident: Partial<IncidentNotice['incident']> = {},
): IncidentNotice {
  const sample = sampleNotice('assignment') as IncidentNotice;
  const queue = more.queue ?? sample.queue;
  const [party, slot] = queue.split('/') as [IncidentNotice['party'], IncidentNotice['slot']];
  return { ...sample, party, slot, ...more, incident: { ...sample.incident, queue, ...incident } };
}

describe('a mail', () => {
  it('says what, whose under which clause, why this contact, and what to do first', () => {
    const text = mailText(worded(aNotice()));
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
    const text = mailText(worded(aNotice({ kind: 'advisory', queue: 'microsoft/operations' })));
    expect(text).toContain('Nothing is asked of you.');
    expect(text).not.toContain('demarc ack');
  });

  it('tells who was told wrongly that it is not theirs, who has it, and that their work is kept', () => {
    const because = 'customer/security has it now. The directory changed (revision 2). CU-1: Security alerts';
    const now = { party: 'customer', queue: 'customer/security' } as const;
    const notice = aNotice({ kind: 'recall', queue: 'microsoft/security-operations', because }, now);
    const text = mailText(worded(notice));
    for (const part of [
      'It is no longer yours: you were told before that it is in your queue microsoft/security-operations.',
      'owned by the customer',
      'The directory changed (revision 2)',
      'What you did so far is kept.',
      '--as microsoft/<your name>',
    ]) {
      expect(text).toContain(part);
    }
    expect(worded(notice).subject).toBe('[Demarc] A INC-7K3Q9-X2M4P No longer yours: Suspicious process on LAPTOP-7');
    expect(text).not.toContain('demarc ack');
  });

  it('does not call closed work its reader’s when another incident goes on with it', () => {
    const because = 'The directory changed. It goes on as INC-OTHER, which belongs to Microsoft.';
    const text = mailText(worded(aNotice({ kind: 'recall', because }, { state: 'resolved' })));
    expect(text).toContain('INC-7K3Q9-X2M4P is closed; another incident goes on with its events.');
    expect(text).not.toContain('owned by the customer');
  });

  it('tells a substitute why', () => {
    const text = mailText(worded(aNotice({ queue: 'customer/devices' })));
    expect(text).toContain('Nobody is named as the contact for devices; you are told as the contact for security.');
  });

  it('keeps the subject on one line whatever the source wrote', () => {
    const notice = aNotice({}, { title: 'Printer\r\nBcc: everyone@contoso.example\u2028down' });
    expect(worded(notice).subject).toBe('[Demarc] A INC-7K3Q9-X2M4P Yours: Printer Bcc: everyone@contoso.example down');
  });

  it('escapes what the source wrote', () => {
    const html = mailHtml(worded(aNotice({}, { title: '<img src=x onerror="alert(1)">' })));
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html).not.toContain('<img');
  });
});
